import { readFileSync } from 'node:fs'
import { assert, describe, expect, test } from 'vitest'
import { Condition } from '../../checks/probes/conditions/condition.ts'
import { namesOfKind } from '../../checks/probes/conditions/language.ts'
import { templatesOf } from '../../checks/probes/expansion.ts'
import { commonKeys } from '../../src/config/schema/probe.ts'
import { probeKindNames, probeKinds } from '../../src/probe-kinds/registry.ts'
import { ask, lineOf, probeOf, tell } from '../checks/probes/asking.ts'

/** What a probe has besides what its kind says of it. */
const taken = [
  'id',
  'service',
  'name',
  'place',
  'locate',
  'kind',
  'target',
  ...Object.keys(commonKeys),
  ...probeKindNames,
]

/** Who is asked by the kinds that ask somebody else about a service. */
const sourceHost = 'metrics.example.org'
const sources = { metrics: { prometheus: `http://${sourceHost}` } }

const manual = readFileSync('guidebooks/waymark/services.md', 'utf8')

describe.each(probeKindNames)('The contract of all kinds of probes: %s', (kind) => {
  const { name, example, summary, keys, vocabulary, hostOf, isOfSource, parse } = {
    isOfSource: undefined,
    ...probeKinds[kind],
  }
  const probe = (target: string) => `{ ${kind}: ${JSON.stringify(target)}, timeout: 2s }`
  const host = isOfSource ? sourceHost : (hostOf(example) ?? '')

  test('has the name that it is registered by, and a section of the manual', () => {
    expect(name).toBe(kind)
    expect(manual).toContain(`\n### ${kind}\n`)
    assert.ok(summary.length > 0)
  })

  test('reads its own example', () => {
    const { target, every } = probeOf(probe(example))
    expect([target, every]).toStrictEqual([example, 60_000])
    expect(parse({})).toBe(undefined)
  })

  test('says what each of its keys is for, and takes no name that is taken', () => {
    for (const [key, { description = '' }] of Object.entries(keys)) assert.ok(description.length > 10, key)
    expect(Object.keys(keys).filter((key) => taken.includes(key))).toStrictEqual([])
  })

  test('shares a key with another kind only as the same schema', () => {
    for (const other of probeKindNames) {
      for (const [key, schema] of Object.entries(probeKinds[other].keys)) {
        if (Object.hasOwn(keys, key)) expect(Reflect.get(keys, key), `${key} of ${other}`).toBe(schema)
      }
    }
  })

  test('says what each name of its vocabulary is, and conditions know them', () => {
    expect(namesOfKind(kind)).toStrictEqual(['duration', ...Object.keys(vocabulary)])
    for (const [word, { text }] of Object.entries(vocabulary)) {
      assert.ok(text.length > 0, word)
      expect(Condition.parse(`size([${word}]) == 1`, kind), word).toBeInstanceOf(Condition)
    }
  })

  test('tells the host of a target, and none of what is no target', () => {
    expect(host).toMatch(/\.example\.org$/)
    if (isOfSource) expect(hostOf(example)).toBe(undefined)
    expect(hostOf('') ?? '').toBe('')
  })

  test('puts variables into its target', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of services.yaml
    expect(templatesOf(probeOf(probe('${TARGET}'))).map(({ path }) => path)).toContainEqual([kind])
  })

  test('is unknown where a variable has no value, or makes no target', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of services.yaml
    const open = probe('${TARGET}')
    expect(await tell(open, { sources })).toMatch(new RegExp(`^unknown ${kind}/unset-variable: `))
    expect(await tell(open, { sources, env: { TARGET: 'a b c' } })).toMatch(
      new RegExp(`^unknown ${kind}/invalid-target: `),
    )
  })

  test('never connects to an address that is forbidden', async () => {
    const told = await ask(probe(example), { sources, hosts: { [host]: ['169.254.169.254'] } })
    // A `dns` probe connects to no host; without a server, it has nobody to query.
    expect(lineOf(told)).toMatch(
      new RegExp(`^unknown (?:\\S+ )?${kind}/(?:(?:forbidden-address|prober): Not probed|source: Not known): `),
    )
  })

  test('throws what its signal was aborted with', async () => {
    const reason = new Error('enough')
    await expect(ask(probe(example), { sources, signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })
})
