import { assert, expect, test } from 'vitest'
import { readDeclaredServices } from '../../src/cli/declared-services.ts'
import { openProject } from '../../src/config/project.ts'
import { project } from './checked-project.ts'

const sources = 'sources: { metrics: { prometheus: "http://127.0.0.1:1" } }\n'

const files = {
  'waymark.yaml': `site: https://docs.example.org/guides/\n${sources}`,
  'guidebooks/README.md': '# Guidebooks\n',
  'guidebooks/shop/down.md': '# The shop is down\n\n## Restart it\n',
  'guidebooks/shop/queue.md': '---\nalerts: [QueueFull]\n---\n\n# Queue\n',
  'guidebooks/shop/ShopSlow.md': '# Slow\n',
  'guidebooks/draft.md': '---\ndraft: true\nalerts: [Secret]\n---\n\n# Draft\n',
}

const placesIn = async (written: Record<string, string>) => {
  const { project: opened } = await openProject({ root: project(written) })
  return (await readDeclaredServices(opened, { signal: AbortSignal.timeout(600_000) })).places
}

test('an alert that fires leads to the page of its runbook, else to the one that is about its name', async () => {
  const places = await placesIn(files)
  assert.ok(places)
  const at = (name: string, runbook?: string) =>
    places.of({ name, labels: {}, annotations: runbook === undefined ? {} : { runbook_url: runbook } })
  expect(at('A', 'https://docs.example.org/guides/shop/down/#restart-it')).toStrictEqual({
    address: '/shop/down/',
    anchor: 'restart-it',
  })
  expect(at('A', 'guidebooks/shop/down.md')).toStrictEqual({ address: '/shop/down/' })
  expect(at('QueueFull')).toStrictEqual({ address: '/shop/queue/' })
  expect(at('ShopSlow')).toStrictEqual({ address: '/shop/ShopSlow/' })
  expect(at('ShopSlow', 'https://wiki.example.org/slow')).toStrictEqual({ address: '/shop/ShopSlow/' })
  expect(at('A', 'https://wiki.example.org/slow')).toBe(undefined)
  expect(at('Secret')).toBe(undefined)
})

test('no page is kept in memory where no source tells of alerts', async () => {
  expect(await placesIn({ ...files, 'waymark.yaml': '' })).toBe(undefined)
})
