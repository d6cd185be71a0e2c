import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { assert, expect, test } from 'vitest'
import { builtFolder } from '../status/built-folder.ts'
import { run } from './command-line.ts'

const marker = 'planted by a stranger'

const pages = {
  'waymark.yaml': 'title: Hub\nsite: https://docs.example.org\n',
  'guidebooks/README.md': '# Hub\n\n[A](a.md)\n',
  'guidebooks/a.md': '---\naliases: [/old/]\n---\n\n# A\n\n```mermaid\nflowchart LR\n  a --> b\n```\n',
  'guidebooks/book/part/deep.md': '# Deep\n',
}

/** All files of a folder, by their paths in it. */
function filesIn(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const files = entries.map((entry) => path.join(entry.parentPath, entry.name))
  return new Map(
    files.map((file) => [path.relative(folder, file).split(path.sep).join('/'), readFileSync(file, 'latin1')]),
  )
}

/** Writes files into the guidebooks, and links to them from its first page. */
function plant(root: string, files: readonly string[]): void {
  for (const file of files) {
    const absolute = path.join(root, 'guidebooks', file)
    mkdirSync(path.dirname(absolute), { recursive: true })
    writeFileSync(absolute, `${marker}\n`, { flag: 'wx' })
  }
  const links = files.map((file) => `- [${path.basename(file)}](<${file}>)`).join('\n')
  writeFileSync(path.join(root, 'guidebooks/README.md'), `${pages['guidebooks/README.md']}\n${links}\n`)
}

const otherCase = (file: string) => (file === file.toUpperCase() ? file.toLowerCase() : file.toUpperCase())

test('no published file takes the place of one that the build writes, whatever that is', async (t) => {
  const root = await builtFolder(t, pages)
  const out = path.join(root, 'dist')
  const build = async () => {
    const { code, stderr } = await run(['build', '--root', root])
    expect(code, stderr).toBe(0)
    return filesIn(out)
  }
  // Parts of the search index are named after what they hold.
  const own = [...(await build()).keys()].filter((file) => !/\.pf_\w+$/.test(file))
  assert.ok(own.includes('robots.txt') && own.includes('_waymark/site.json') && own.includes('old/index.html'))
  // What is named `.md` is a page, which has an address of its own.
  const names = own.filter((file) => !file.endsWith('.md'))
  const besides = ['_waymark/status.json', '_waymark/events', '_waymark/files/x.png', '_astro/x.css', 'book2']
  plant(root, [...new Set([...names, ...names.map(otherCase), ...besides])])

  const site = await build()
  const lower = new Set(own.map((file) => file.toLowerCase()))
  expect([...site.keys()].filter((file) => lower.has(file.toLowerCase())).sort()).toStrictEqual(own.sort())
  for (const file of own) assert.ok(!site.get(file)?.includes(marker), file)
  const published = [...site].filter(([, text]) => text.includes(marker)).map(([file]) => file)
  assert.ok(published.includes('book2'), 'other files are published')
  expect(published.filter((file) => /^_/.test(file))).toStrictEqual([])

  const { stdout } = await run(['check', '--root', root, '--no-cache', '--only', 'links', '--format', 'json'])
  for (const file of ['robots.txt', 'ROBOTS.TXT', '_waymark/site.json', '_waymark/status.json'])
    expect(stdout).toContain(`Unexpected link to \`${file}\`, expected a file that the site`)
})

test('what is published as text leaves the site what is its own, and links to it lead nowhere', async (t) => {
  const root = await builtFolder(t, {
    'guidebooks/README.md': '# Hub\n\n[One](llms) [Two](fine)\n',
    'guidebooks/llms': `<p>${marker}</p>\n`,
    'guidebooks/fine': '<p>fine</p>\n',
  })
  const { code, stderr } = await run(['build', '--root', root])
  expect(code, stderr).toBe(0)
  const site = filesIn(path.join(root, 'dist'))
  assert.ok(!site.get('llms.txt')?.includes(marker))
  expect(site.get('fine.txt')).toBe('<p>fine</p>\n')
  expect(site.get('index.html') ?? '').toMatch(/href="\/fine\.txt"/)
  expect(site.get('index.html') ?? '').not.toMatch(/<a [^>]*href="\/llms\.txt"[^>]*>One/)
  const { stdout } = await run(['check', '--root', root, '--no-cache', '--only', 'links', '--format', 'json'])
  expect(stdout).toMatch(/Unexpected link to `llms`, expected a file that the site can publish/)
  expect(stdout).not.toMatch(/`fine`/)
})

test('pages and former addresses leave the site what is its own', async (t) => {
  const root = await builtFolder(t, {
    'guidebooks/README.md': '# Hub\n',
    'guidebooks/_waymark/site.json.md': '# One\n',
    'guidebooks/_Astro/x.md': '# Two\n',
    'guidebooks/robots.txt/x.md': '# Three\n',
    'guidebooks/x.md': '---\naliases: [/_waymark/pages.json, /llms.txt/x, /x.md/y, /fine]\n---\n\n# Four\n',
    'guidebooks/x.md.md': '# Five\n',
  })
  const { code, stderr } = await run(['build', '--root', root])
  expect(code, stderr).toBe(0)
  const site = filesIn(path.join(root, 'dist'))
  expect(site.get('_waymark/site.json') ?? '').toMatch(/"version":1/)
  expect(site.get('x.md') ?? '').toMatch(/# Four/)
  for (const file of ['waymark/site.json', 'Astro/x', 'robots.txt-2/x', 'x', 'x-md', 'fine'])
    assert.ok(site.has(`${file}/index.html`), `${file} in ${[...site.keys()].join(' ')}`)
  expect(stderr.match(/structure\/taken-alias/g)?.length).toBe(3)
})

test('what tells a host what to do is published where `waymark.yaml` says so, and not since a page links to it', async (t) => {
  const hostFiles = ['_headers', '_redirects', 'CNAME', '_Routes.json', 'sub/web.config']
  const links = hostFiles.map((file) => `[${file}](${file})`).join(' ')
  const files = Object.fromEntries(hostFiles.map((file) => [`guidebooks/${file}`, `${marker}\n`]))
  const root = await builtFolder(t, {
    ...files,
    'guidebooks/README.md': `# Hub\n\n${links} [ok](ok.txt)\n`,
    'guidebooks/ok.txt': 'ok',
    'deploy/CNAME': 'docs.example.org\n',
    'deploy/_headers': '/*\n',
    'deploy/robots.txt': 'x',
    'deploy/Llms.txt': 'x',
    'deploy/page.html': 'x',
    'deploy/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script>run()</script></svg>',
    'deploy/other/cname': 'x',
    'deploy/ok.txt': 'x',
    '.well-known': 'x',
  })
  const out = path.join(root, 'dist')
  expect((await run(['build', '--root', root])).code).toBe(0)
  for (const file of hostFiles) expect(filesIn(out).has(file), file).toBe(false)
  const settings = path.join(root, 'waymark.yaml')
  writeFileSync(settings, 'public: [deploy/CNAME, deploy/_headers, guidebooks/_redirects]\n')
  expect((await run(['build', '--root', root])).code).toBe(0)
  const site = filesIn(out)
  expect(['CNAME', '_headers', '_redirects', 'ok.txt'].map((file) => site.get(file))).toStrictEqual([
    'docs.example.org\n',
    '/*\n',
    `${marker}\n`,
    'ok',
  ])

  const wrong = [
    'deploy/nowhere',
    'deploy',
    'deploy/robots.txt',
    'deploy/Llms.txt',
    'deploy/page.html',
    'deploy/icon.svg',
    'deploy/CNAME',
    'deploy/other/cname',
    'deploy/ok.txt',
    '.well-known',
    '../elsewhere',
  ]
  writeFileSync(settings, `public:\n${wrong.map((file) => `  - ${file}\n`).join('')}`)
  const { code, stdout } = await run(['check', '--root', root, '--no-cache'])
  expect(code).toBe(1)
  for (const [index, file] of wrong.entries()) {
    if (file === 'deploy/CNAME') continue
    expect(stdout).toMatch(
      new RegExp(`^  ${index + 2}:5  error  Unexpected \`${file.replaceAll('.', '\\.')}\` in \`public\``, 'm'),
    )
  }
  expect(stdout).not.toMatch(/Unexpected `deploy\/CNAME` in `public`/)
  expect((await run(['build', '--root', root])).code).toBe(2)
  expect(filesIn(out).get('CNAME'), 'nothing was built').toBe('docs.example.org\n')
})
