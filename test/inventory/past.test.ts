import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { MemoryCache } from '../../src/files/section-cache.ts'
import { readPast } from '../../src/inventory/past.ts'
import { fetchWhole, partialClone, TestRepository } from '../checks/test-repository.ts'

const made: TestRepository[] = []
afterAll(() => {
  for (const repository of made) repository.remove()
})

function repository(): TestRepository {
  const one = new TestRepository()
  made.push(one)
  return one
}

const past = (root: string, commit?: string) =>
  readPast({
    repository: root,
    cache: new MemoryCache(),
    signal: new AbortController().signal,
    ...(commit && { commit }),
  })

const ingress = (host: string) => `kind: Ingress\nspec:\n  rules:\n    - host: ${host}\n`

describe('The past of a configuration', () => {
  test('has what was taken out, with the last commit and day that did', async () => {
    const one = repository().write({
      'k/a.yaml': ingress('old.acme.dev'),
      'dns.tf': '  name = "gone.acme.dev"\n',
      'proxy/Caddyfile': 'site.acme.dev {\n}\n',
      'nginx/a.conf': 'server {\n  server_name wiki.acme.dev www.acme.dev;\n}\n',
      'compose.yaml': '  - "traefik.http.routers.a.rule=Host(`hub.acme.dev`)"\n',
      'README.md': '- host: page.acme.dev\n',
      'tests/a.yaml': ingress('test.acme.dev'),
    })
    one.commit('first', '2026-01-01')
    one.write({ 'k/a.yaml': ingress('new.acme.dev'), 'dns.tf': undefined, 'nginx/a.conf': undefined })
    const second = one.commit('second', '2026-02-01')
    one.write({ 'proxy/Caddyfile': undefined, 'compose.yaml': '', 'README.md': '', 'tests/a.yaml': undefined })
    one.commit('third', '2026-03-01')
    const found = await past(one.root)
    const days = found.all('host').map(({ name, day }) => `${name} ${day}`)
    expect(days.sort()).toStrictEqual([
      'gone.acme.dev 2026-02-01',
      'hub.acme.dev 2026-03-01',
      'old.acme.dev 2026-02-01',
      'site.acme.dev 2026-03-01',
      'wiki.acme.dev 2026-02-01',
      'www.acme.dev 2026-02-01',
    ])
    expect(found.find('host', 'old.acme.dev')).toStrictEqual({
      ...{ kind: 'host', name: 'old.acme.dev', file: 'k/a.yaml', commit: second, day: '2026-02-01' },
    })
    expect((await past(one.root, second)).all('host').map(({ name }) => name)).not.toContain('site.acme.dev')
  })

  test('has what is not committed yet', async () => {
    const one = repository().write({ 'k/a.yaml': ingress('old.acme.dev') })
    one.commit()
    one.write({ 'k/a.yaml': ingress('new.acme.dev') })
    expect((await past(one.root)).find('host', 'old.acme.dev')).toStrictEqual({
      ...{ kind: 'host', name: 'old.acme.dev', file: 'k/a.yaml' },
    })
  })

  test('takes an item of a list, whose key it does not see, for likely', async () => {
    const one = repository().write({ 'k/a.yaml': 'hostnames:\n  - a.acme.dev\n' })
    one.commit()
    one.write({ 'k/a.yaml': 'hostnames:\n  - b.acme.dev\n' })
    one.commit()
    expect((await past(one.root)).find('host', 'a.acme.dev')?.isLikely).toBe(true)
  })

  test('is not known outside of a repository, in one of a single commit, and in a shallow clone', async () => {
    const one = repository().write({ 'k/a.yaml': ingress('old.acme.dev') })
    expect((await past(one.root)).isKnown).toBe(false)
    one.commit()
    expect((await past(one.root)).isKnown).toBe(false)
    one.write({ 'k/a.yaml': ingress('new.acme.dev') })
    expect((await past(one.root)).isKnown).toBe(true)
    const commit = one.commit()
    expect((await past(one.root)).isKnown).toBe(true)
    writeFileSync(join(one.root, '.git/shallow'), `${commit}\n`)
    expect((await past(one.root)).isKnown).toBe(false)
  })
})

test('A partial clone has no past, and all of it once it has the files of old commits', async () => {
  const one = repository().write({ 'k/a.yaml': ingress('old.acme.dev') })
  one.commit()
  one.write({ 'k/a.yaml': ingress('new.acme.dev') }).commit()
  const clone = partialClone(one)
  try {
    const cache = new MemoryCache()
    const options = { repository: clone, cache, signal: new AbortController().signal }
    expect((await readPast(options)).isKnown).toBe(false)
    fetchWhole(clone)
    expect((await readPast(options)).find('host', 'old.acme.dev')).toBeDefined()
  } finally {
    rmSync(clone, { recursive: true })
  }
})
