import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { project } from '../../cli/checked-project.ts'
import { run } from '../../cli/command-line.ts'

const rules = `groups:
  - name: shop
    rules:
      - alert: ShopDown
        expr: sum(up{job="shop"}) == 0
        for: 5m
        labels: { severity: critical }
        annotations:
          summary: '<b>{{ $labels.instance }}</b> is down'
          runbook_url: https://docs.example.org/shop/#it-is-down
      - alert: ShopDiskFull
        expr: disk > 90
`

const files = {
  'waymark.yaml': 'site: https://docs.example.org\nrepository:\n  url: https://gitea.example.org/acme/shop\n',
  'guidebooks/README.md': '# Guidebooks\n\nAll [alerts](/alerts/).\n',
  'guidebooks/shop.md': '# Shop\n\nRead this first.\n\n## It is down\n\nRestart it.\n',
  'deploy/alerts.yaml': rules,
}

async function build(root: string): Promise<(file: string) => Promise<string>> {
  const { code, stderr } = await run(['build', '--root', root])
  expect([code, stderr]).toStrictEqual([0, expect.any(String)])
  return (file) => readFile(path.join(root, 'dist', file), 'utf8')
}

test('alerts are listed, lead to their page or show their rule, and are rebuilt with it', {
  timeout: 120_000,
}, async () => {
  const root = project(files)
  const read = await build(root)

  const list = await read('alerts/index.html')
  expect(list).toContain('2 alerts, 1 with a page')
  expect(list).toContain('<a href="/shop/#it-is-down">ShopDown</a>')
  expect(list).toContain('<a href="/alerts/ShopDiskFull/">ShopDiskFull</a>')

  const redirect = await read('alerts/ShopDown/index.html')
  expect(redirect).toContain('content="0;url=/shop/#it-is-down"')
  // It keeps the query that the alert came with.
  expect(redirect).toContain('src="/_waymark/redirect.js"')
  expect(await read('_waymark/redirect.js')).toContain('location.search')

  expect(await read('alerts/ShopDiskFull/index.html')).toContain('No page is about this alert yet')

  const page = await read('shop/index.html')
  expect(page).toContain('<details class="alerts-of-page"')
  expect(page).toContain('<span class="hljs-variable">up</span>')
  expect(page).toContain('href="https://gitea.example.org/acme/shop/src/branch/main/deploy/alerts.yaml#L4"')
  expect(page).toContain('&lt;b&gt;{{ $labels.instance }}&lt;/b&gt; is down')

  const text = await read('llms.txt')
  expect(text).toContain('- [ShopDown](https://docs.example.org/shop.md#it-is-down): critical, Shop')
  expect(text).toContain('- [ShopDiskFull](https://docs.example.org/alerts/ShopDiskFull/): no page, only its rule')

  await writeFile(path.join(root, 'deploy/alerts.yaml'), rules.replace('5m', '7m'))
  await build(root)
  expect(await read('shop/index.html')).toContain('for 7m')
})

test('nothing is shown of them where the guidebooks have such a folder, or the settings say so', {
  timeout: 120_000,
}, async () => {
  const taken = await build(project({ ...files, 'guidebooks/alerts/README.md': '# Alerts of ours\n' }))
  expect(await taken('alerts/index.html')).toContain('Alerts of ours')
  await expect(taken('alerts/ShopDown/index.html')).rejects.toThrow('ENOENT')

  const silent = await build(
    project({ ...files, 'waymark.yaml': `${files['waymark.yaml']}alerts: { pages: false }\n` }),
  )
  await expect(silent('alerts/index.html')).rejects.toThrow('ENOENT')
  expect(await silent('shop/index.html')).not.toContain('alerts-of-page')
})

test('names that no folder can have, and those that mean something to programs, are text in the list at most', {
  timeout: 120_000,
}, async () => {
  const own = ['constructor', '__proto__', 'toString', 'Ärger im Überlauf', '数据库宕机', 'Job: burn (fast) & co']
  const none = [
    'a/b',
    '../../etc/passwd',
    'index.html',
    '.hidden',
    'dot.',
    'CON',
    'a"b',
    'a?b#c',
    '<script>alert(1)</script>',
  ]
  const odd = [...own, ...none, 'ShopQueueGrows', 'shopqueuegrows', 'x'.repeat(200)]
  const folder = project({
    ...files,
    'guidebooks/shop.md': '---\nalerts: [constructor, ShopQueueGrows]\n---\n\n# Shop\n\nRead this first.\n',
    'deploy/alerts.yaml': `groups:\n  - name: odd\n    rules:\n${odd.map((name) => `      - alert: ${JSON.stringify(name)}\n        expr: up == 0\n`).join('')}`,
  })
  const read = await build(folder)
  const list = await read('alerts/index.html')
  expect(list).toContain(`${odd.length} alerts, 2 with a page`)
  expect(list).not.toContain('<script>alert')
  for (const name of own.slice(1)) expect(await read(`alerts/${name}/index.html`)).toContain('This is its rule')
  for (const name of ['constructor', 'ShopQueueGrows'])
    expect(await read(`alerts/${name}/index.html`)).toContain('content="0;url=/shop/"')
  const written = await readdir(path.join(folder, 'dist/alerts'))
  expect(written.sort()).toStrictEqual([...own, 'ShopQueueGrows', 'index.html'].sort())
})
