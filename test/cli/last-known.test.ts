import { open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { StatusSnapshot } from '../../checks/probes/verdict.ts'
import { readLastKnown } from '../../src/cli/last-known.ts'
import { openProject } from '../../src/config/project.ts'
import { builtFolder } from '../status/built-folder.ts'

const minute = 60_000

/** One probe, asked every 30 s, that was up `minutes` ago. */
function snapshotOf(minutes: number, environment: string | null = 'production'): StatusSnapshot {
  const checkedAt = new Date(Date.now() - minutes * minute).toISOString()
  const verdict = { id: 'shop.page', service: 'shop', kind: 'http' as const, state: 'up' as const }
  const rest = { since: checkedAt, checkedAt, everyMs: 30_000, durationMs: 12, phases: {}, conditions: [], facts: {} }
  return { version: 1, environment, checkedAt, probes: [{ ...verdict, ...rest }] }
}

test('what `probe --snapshot` found holds for the hours that a job needs until its next run, and not for longer', async (t) => {
  const root = await builtFolder(t, { 'guidebooks/README.md': '# Shop\n' })
  const { project } = await openProject({ root })
  const file = join(root, 'status.json')
  for (const [minutes, state, was] of [
    [10, 'up', undefined],
    [179, 'up', undefined],
    [181, 'unknown', 'up'],
  ] as const) {
    await writeFile(file, JSON.stringify(snapshotOf(minutes)))
    const { snapshot } = await readLastKnown(project, { status: file })
    expect(
      snapshot.probes.map((verdict) => [verdict.state, verdict.was]),
      `${minutes} minutes`,
    ).toStrictEqual([[state, was]])
  }
})

test('a file of states that cannot be used is told, with what to do', async (t) => {
  const root = await builtFolder(t, {
    'guidebooks/README.md': '# Shop\n',
    'text.json': 'x',
    'list.json': '[]',
    'production.json': JSON.stringify(snapshotOf(1)),
    'none.json': JSON.stringify(snapshotOf(1, null)),
  })
  const { project } = await openProject({ root })
  const cases: [file: string, environment: string | undefined, message: RegExp, hint: RegExp][] = [
    ['nowhere.json', undefined, /^Unexpected `--status .*nowhere\.json`, expected a file that is there$/, /--snapshot/],
    ['guidebooks', undefined, /^Unexpected `--status .*guidebooks`, expected a file that can be read$/, /--snapshot/],
    ['text.json', undefined, /^Unexpected content of `.*text\.json`, expected states$/, /--snapshot/],
    ['list.json', undefined, /^Unexpected content of/, /--snapshot/],
    [
      'production.json',
      'sandbox',
      /^Unexpected states of the environment `production` in `.*production\.json`, expected those of `sandbox`$/,
      /--environment sandbox --snapshot/,
    ],
    ['none.json', 'sandbox', /^Unexpected states of no environment in/, /--environment sandbox --snapshot/],
  ]
  for (const [file, environment, message, hint] of cases) {
    const asked = { status: join(root, file), ...(environment !== undefined && { environment }) }
    await expect(readLastKnown(project, asked), file).rejects.toThrow(
      expect.objectContaining({ message: expect.stringMatching(message), hint: expect.stringMatching(hint) }),
    )
  }
  const told = await readLastKnown(project, { status: join(root, 'production.json'), environment: 'production' })
  expect(told.snapshot.environment).toBe('production')
})

test('what is no verdict of a probe is told, with its place', async (t) => {
  const root = await builtFolder(t, { 'guidebooks/README.md': '# Shop\n' })
  const { project } = await openProject({ root })
  const file = join(root, 'status.json')
  const cases: [change: object, place: string][] = [
    [{ state: '<script>' }, 'probes.0.state'],
    [{ state: 'UP' }, 'probes.0.state'],
    [{ checkedAt: 'yesterday' }, 'probes.0.checkedAt'],
    [{ checkedAt: 1 }, 'probes.0.checkedAt'],
    [{ everyMs: '30s' }, 'probes.0.everyMs'],
    [{ everyMs: -1 }, 'probes.0.everyMs'],
    [{ id: {} }, 'probes.0.id'],
    [{ facts: { a: { b: 1 } } }, 'probes.0.facts.a'],
    [{ kind: 'telepathy' }, 'probes.0.kind'],
  ]
  for (const [change, place] of cases) {
    const snapshot = snapshotOf(1)
    await writeFile(
      file,
      JSON.stringify({ ...snapshot, probes: snapshot.probes.map((one) => ({ ...one, ...change })) }),
    )
    const message = `Unexpected content of \`${file}\`, expected states: \`${place}\` is not what it has to be`
    await expect(readLastKnown(project, { status: file }), place).rejects.toThrow(expect.objectContaining({ message }))
  }
  for (const text of ['', 'null', '{}', '{"version":2,"environment":null,"probes":[]}', `${'['.repeat(50_000)}`]) {
    await writeFile(file, text)
    await expect(readLastKnown(project, { status: file })).rejects.toThrow(
      /^Unexpected content of `.*`, expected states/,
    )
  }
})

test('what else stands in a file is left out, and text stays text', async (t) => {
  const root = await builtFolder(t, { 'guidebooks/README.md': '# Shop\n' })
  const { project } = await openProject({ root })
  const file = join(root, 'status.json')
  const reason = '</script><img src=x onerror=alert(1)> \u0000 \u202e'
  const snapshot = snapshotOf(1)
  const probes = snapshot.probes.map((one) => ({ ...one, reason, secret: 1 }))
  const polluted = '{"__proto__":{"stale":true},'
  await writeFile(file, JSON.stringify({ ...snapshot, probes, bakedAt: 'x', more: {} }).replace('{', polluted))
  const told = await readLastKnown(project, { status: file })
  expect(told.snapshot.probes).toStrictEqual([{ ...snapshot.probes[0], reason }])
  expect(Object.keys(told.snapshot).sort()).toStrictEqual(['bakedAt', 'checkedAt', 'environment', 'probes', 'version'])
})

test('a file of states that is huge is not read', async (t) => {
  const root = await builtFolder(t, { 'guidebooks/README.md': '# Shop\n' })
  const { project } = await openProject({ root })
  const file = join(root, 'status.json')
  const handle = await open(file, 'w')
  await handle.truncate(70 * 1024 * 1024)
  await handle.close()
  await expect(readLastKnown(project, { status: file })).rejects.toThrow(
    /Unexpected 73400320 bytes of `.*`, expected at most/,
  )
})

test('states of another project are told', async (t) => {
  const declared = (id: string) => `services: { ${id}: { probes: { page: { http: "http://127.0.0.1:9/" } } } }`
  for (const [id, warnings] of [
    ['shop', 0],
    ['till', 1],
  ] as const) {
    const root = await builtFolder(t, {
      'guidebooks/README.md': '# Shop\n',
      'guidebooks/services.yaml': declared(id),
      'status.json': JSON.stringify(snapshotOf(1)),
    })
    const { project } = await openProject({ root })
    const told: string[] = []
    await readLastKnown(project, { status: join(root, 'status.json'), warn: (message) => told.push(message) })
    expect(told.length, id).toBe(warnings)
    for (const message of told) expect(message).toMatch(/tells of no probe that this project declares/)
  }
})

test('a history that cannot be read is told, and costs the pages no more than their states', async (t) => {
  const root = await builtFolder(t, {
    'guidebooks/README.md': '# Shop\n',
    '.waymark/status.db': 'not a database '.repeat(100),
  })
  const { project } = await openProject({ root })
  const told: string[] = []
  const { snapshot, histories } = await readLastKnown(project, { warn: (message) => told.push(message) })
  expect([snapshot.probes, histories]).toStrictEqual([[], undefined])
  expect(told.join()).toMatch(
    /^The pages show no state of a service\. Unexpected content of `.*status\.db` .*\n {2}Move the file away/,
  )
  expect(await readFile(join(root, '.waymark/status.db'), 'utf8')).toBe('not a database '.repeat(100))
})
