import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { assert, expect, it } from 'vitest'
import { check, project } from './checked-project.ts'
import { run } from './command-line.ts'

const site = 'https://docs.example.org/books'
const links = (...addresses: string[]) => addresses.map((address) => `[x](${site}${address})`).join(' ')

it('links to the published address are checked before and after the build, and nobody is asked', async () => {
  const root = project({
    'waymark.yaml': `site: ${site}\n`,
    'guidebooks/README.md': `# Hub\n\n${links('/shop/', '/shop/#restore', '/shop/?namespace=a', '/old/', '/shop.md', '/plan.txt', '/llms.txt')}\n`,
    'guidebooks/shop.md': '---\naliases: [/old/]\n---\n\n# Shop\n\n## Restore\n\n[Hub](README.md)\n',
    'guidebooks/plan.txt': 'plan\n',
  })
  const codes = async (...args: string[]) => {
    const { stdout } = await check(root, '--format', 'json', ...args)
    return JSON.parse(stdout).findings.map(({ code, line }: { code: string; line: number }) => `${line} ${code}`)
  }
  const build = () => run(['build', '--root', root])
  expect(await codes('--external')).toStrictEqual([])
  expect((await build()).code).toBe(0)
  expect(await codes('--built')).toStrictEqual([])
  const html = readFileSync(path.join(root, 'dist/index.html'), 'utf8')
  for (const href of [
    '/books/shop/',
    '/books/shop/#restore',
    '/books/shop/?namespace=a',
    '/books/shop.md',
    '/books/plan.txt',
  ])
    assert.ok(html.includes(`href="${href}"`), href)
  writeFileSync(
    path.join(root, 'guidebooks/README.md'),
    `# Hub\n\n[Shop](shop.md)\n\n${links('/gone/')}\n\n${links('/shop/#gone')}\n`,
  )
  expect(await codes('--external')).toStrictEqual(['5 links/missing-file', '7 links/missing-anchor'])
  await build()
  expect(await codes('--built')).toStrictEqual(['5 links/built-missing', '7 links/built-anchor'])
})
