import { once } from 'node:events'
import { chmod, mkdir, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { assert, expect, test } from 'vitest'
import { builtFolder } from '../status/built-folder.ts'
import { preloaded, run, start } from './command-line.ts'

/** What a user can get wrong before anything is built: exit status 2, what is wrong and what to do, no stack. */
test('a link in the place of the site stays one, also where the folder is not there yet', async (t) => {
  const root = await builtFolder(t, { 'guidebooks/README.md': '# Home\n', 'www/.keep': '' })
  await symlink('www/site', path.join(root, 'dist'))
  for (const times of ['once', 'again']) {
    const { code, stderr } = await run(['build', '--root', root])
    expect(code, stderr).toBe(0)
    expect(await readlink(path.join(root, 'dist')), times).toBe('www/site')
    expect(await readdir(path.join(root, 'www/site')), times).toContain('index.html')
    await writeFile(path.join(root, 'guidebooks/README.md'), '# Home again\n')
  }
})

test('a build that cannot begin says why and what to do', async (t) => {
  const root = await builtFolder(t, {
    'empty/.gitkeep': '',
    'file.txt': 'x',
    'docs/guidebooks/README.md': '# Docs\n',
    'badbase/README.md': '# X\n',
  })
  const cases: [args: string[], message: RegExp][] = [
    [['--root', path.join(root, 'nowhere')], /Unexpected root `.*nowhere`, expected a folder/],
    [['--root', path.join(root, 'file.txt')], /Unexpected root `.*file\.txt`, expected a folder/],
    [['--root', path.join(root, 'empty')], /No pages in `.*empty`, expected Markdown files/],
    [
      ['--root', path.join(root, 'docs'), '--out', path.join(root, 'file.txt', 'dist')],
      /Unexpected file on the way, expected a folder: `.*file\.txt/,
    ],
    [
      ['--root', path.join(root, 'docs'), '--cache', path.join(root, 'file.txt', 'cache')],
      /Unexpected file on the way, expected a folder: `.*file\.txt/,
    ],
    [
      ['--root', path.join(root, 'docs'), '--base', '/a b/'],
      /Unexpected `\/a b\/`, expected a path such as `\/docs\/`/,
    ],
    [['--root', path.join(root, 'docs'), '--site', 'nonsense'], /Unexpected .*`nonsense`/],
    [
      ['--root', path.join(root, 'docs'), '--out', path.join(root, 'docs')],
      /expected one that does not hold the project/,
    ],
    [['--root', path.join(root, 'docs'), '--out', root], /expected one that does not hold the project/],
    [
      ['--root', path.join(root, 'docs'), '--out', path.join(root, 'badbase')],
      /Unexpected files in `.*badbase`, expected an empty folder or a built site/,
    ],
    [
      ['--root', path.join(root, 'docs'), '--cache', path.join(root, 'badbase')],
      /Unexpected files in `.*badbase`, expected an empty folder or a cache of Waymark/,
    ],
    [['--nonsense'], /unknown option '--nonsense'/],
  ]
  for (const [args, message] of cases) {
    const { code, stdout, stderr } = await run(['build', ...args])
    expect(stderr, args.join(' ')).toMatch(message)
    expect(code, args.join(' ')).toBe(2)
    expect(stderr, 'no stack').not.toMatch(/^\s+at /m)
    expect(stdout).toBe('')
  }
})

test('all that is wrong in waymark.yaml and services.yaml is told at once, with places and the nearest key; nothing is built', async (t) => {
  const root = await builtFolder(t, {
    'waymark.yaml': 'titel: X\nrepository:\n  url: nonsense\nmdx: perhaps\n',
    'guidebooks/README.md': '# Docs\n',
    'guidebooks/services.yaml': 'services:\n  erp:\n    name: ERP\n    probe: {}\n',
    'dist/index.html': 'the old site',
    'dist/_waymark/site.json': '{"version":1,"base":"/"}',
  })
  const { code, stderr } = await run(['build', '--root', root])
  expect(code).toBe(2)
  expect(stderr).toMatch(/^waymark\.yaml:1:1 error: .*`titel`.*\n {2}Did you mean `title`\?/m)
  expect(stderr).toMatch(/^waymark\.yaml:3:8 error: .*`nonsense`/m)
  expect(stderr).toMatch(/^waymark\.yaml:4:6 error: .*`perhaps`/m)
  expect(stderr).toMatch(/^guidebooks\/services\.yaml:4:5 error: .*`probe`.*\n {2}Did you mean `probes`\?/m)
  expect(await readFile(path.join(root, 'dist/index.html'), 'utf8')).toBe('the old site')
})

test('odd sources make a sensible site, and say what is odd', async (t) => {
  const huge = `# Huge\n\n${'A line of a very long page, with [a link](README.md) and `code`.\n\n'.repeat(20_000)}`
  const root = await builtFolder(t, {
    '.git/HEAD': '',
    'docs/README.md':
      '\uFEFF# Wîth BOM\r\n\r\n> **Status:** ✅ Active\r\n\r\n[a](a.md) [c](<Spaces and Capitals.md>) [p](100%25.md) [h](c%23.md) [é](%C3%A9t%C3%A9.md)\r\n',
    'docs/a.md': '# A page\n',
    'docs/a/README.md': '# A folder\n',
    'docs/Spaces and Capitals.md': '# Spaces\n',
    'docs/100%.md': '# Percent\n',
    'docs/c#.md': '# Sharp\n',
    'docs/été.md': '# Summer\n',
    'docs/latin1.md': Buffer.from('# caf\xe9\n', 'latin1'),
    'docs/frontmatter.md': '---\ntitle: [x\norder: first\n---\n# Broken\n',
    'docs/huge.md': huge,
    'docs/no-readme/page.md': '# Alone\n',
    'docs/circle-a.md': '[b](circle-b.md)\n',
    'docs/circle-b.md': '[a](circle-a.md) [out](../../../etc/passwd)\n',
    'outside.md': '# Outside\n',
  })
  const docs = path.join(root, 'docs')
  await symlink('.', path.join(docs, 'loop'))
  await symlink('/etc/hostname', path.join(docs, 'out.md'))
  await symlink('../outside.md', path.join(docs, 'inside.md'))
  await symlink('nowhere.md', path.join(docs, 'dangling.md'))
  const isRoot = process.getuid?.() === 0
  await writeFile(path.join(docs, 'unreadable.md'), '# No\n')
  await chmod(path.join(docs, 'unreadable.md'), 0)
  const out = path.join(root, 'site')
  const { code, stdout, stderr } = await run(['build', '--root', docs, '--out', out])
  expect(code, stderr).toBe(0)
  expect(stdout).toMatch(/^Built 1[45] pages /)
  const told: RegExp[] = [
    /^a\.md:1:1 warning: Unexpected address `\/a\/` a second time, expected it for `a\/README\.md` alone.*\n {2}Rename one of them; this one is published at `\/a-2\/`/m,
    /^latin1\.md:1:6 error: Unexpected byte `0xe9`, expected UTF-8/m,
    /^frontmatter\.md:\d:\d+ error: Unexpected YAML in the frontmatter/m,
    /^loop:1:1 warning: Unexpected symbolic link to a folder/m,
    /^out\.md:1:1 warning: Unexpected symbolic link out of the repository/m,
    /^dangling\.md:1:1 warning: /m,
    ...(isRoot ? [] : [/^unreadable\.md:1:1 warning: /m]),
  ]
  for (const message of told) expect(stderr).toMatch(message)
  const made = await readdir(out, { recursive: true })
  for (const file of [
    'a',
    'a-2',
    'Spaces-and-Capitals',
    '100',
    'c',
    'été',
    'latin1',
    'frontmatter',
    'huge',
    'no-readme',
    'inside',
    'circle-a',
  ]) {
    assert.ok(
      made.includes(path.join(file, 'index.html')),
      `${file} in ${made.filter((name) => name.endsWith('index.html'))}`,
    )
  }
  assert.ok(!made.some((name) => name.startsWith('out')), 'nothing of the machine is published')
  const home = await readFile(path.join(out, 'index.html'), 'utf8')
  for (const href of ['/a-2/', '/Spaces-and-Capitals/', '/100/', '/c/', '/%C3%A9t%C3%A9/'])
    assert.ok(home.includes(`href="${href}"`), href)
  assert.ok(home.includes('class="chip tone-good"'))
})

test('a build that is interrupted or fails leaves the old site whole, and nothing beside it', async (t) => {
  const pages = Object.fromEntries(
    Array.from({ length: 300 }, (_, n) => [`guidebooks/page-${n}.md`, `# Page ${n}\n\ntext\n`]),
  )
  const root = await builtFolder(t, { ...pages, 'dist/index.html': 'the old site', 'dist/_waymark/site.json': '{}' })
  // In the middle of it, however busy the machine is.
  const interrupt = `import fs from 'node:fs'
    import { syncBuiltinESMExports } from 'node:module'
    const { writeFileSync } = fs
    let pages = 0
    fs.writeFileSync = (file, ...rest) => {
      if (String(file).endsWith('index.html') && ++pages === 100) process.kill(process.pid, 'SIGINT')
      return writeFileSync(file, ...rest)
    }
    syncBuiltinESMExports()`
  const child = start(['build', '--root', root], undefined, preloaded(interrupt))
  const [code] = await once(child, 'exit')
  expect(code).toBe(130)
  expect(await readFile(path.join(root, 'dist/index.html'), 'utf8')).toBe('the old site')
  expect((await readdir(root)).sort()).toStrictEqual(['.waymark', 'dist', 'guidebooks'])
  const { stdout } = await run(['build', '--root', root])
  expect(stdout).toMatch(/^Built 300 pages/)
  expect(await readFile(path.join(root, 'dist/index.html'), 'utf8')).toMatch(/<!doctype html>/i)
})

test('files that want one address are all published, and told by name', async (t) => {
  const root = await builtFolder(t, {
    'guidebooks/README.md': '# Home\n',
    'guidebooks/shop/README.md': '# Shop\n',
    'guidebooks/shop/index.html.md': '# The other shop\n',
    'guidebooks/shop/orders.html.md': '---\naliases: [/shop/index.html, /old/index.html]\n---\n# Orders\n',
    'guidebooks/car.md': '# Car\n',
    'guidebooks/car.md.md': '# Car, twice\n',
    'guidebooks/index/README.md': '# Index\n',
    'guidebooks/a b/x.md': '# X\n',
    'guidebooks/a-b/y.md': '# Y\n',
  })
  const { code, stdout, stderr } = await run(['build', '--root', root])
  expect(code, stderr).toBe(0)
  expect(stdout).toMatch(/^Built 9 pages/)
  expect(stderr.match(/^\S[^:]*(?=:1:1 warning)/gm)?.sort()).toStrictEqual(
    ['a-b', 'index/README.md', 'shop/index.html.md', 'shop/orders.html.md'].map((file) => `guidebooks/${file}`),
  )
  expect(stderr).toMatch(/`\/shop\/` a second time, expected it for `guidebooks\/shop\/README\.md` alone/)
  const read = (file: string) => readFile(path.join(root, 'dist', file), 'utf8')
  const titles: Record<string, string> = {
    'shop/': 'Shop',
    'shop-2/': 'The other shop',
    'shop/orders/': 'Orders',
    'car/': 'Car',
    'car-md/': 'Car, twice',
    'index-2/': 'Index',
    'a-b/': 'A b',
    'a-b-2/': 'A b',
  }
  for (const [address, title] of Object.entries(titles))
    assert.ok((await read(`${address}index.html`)).includes(`<title>${title} `), address)
  expect(await read('old/index.html')).toMatch(/\/shop\/orders\//)
  expect(await read('index.md')).toMatch(/^# Home/)
})

test('what a shell says of NODE_ENV makes no site for developers', async (t) => {
  const root = await builtFolder(t, { 'guidebooks/README.md': '# Shop\n\n[Till](nowhere.md)\n' })
  for (const mode of ['development', 'test']) {
    const child = start(['build', '--root', root, '--out', path.join(root, mode)], undefined, { NODE_ENV: mode })
    const [[code], stderr] = await Promise.all([once(child, 'close'), text(child.stderr)])
    expect(code, stderr).toBe(0)
    expect(await readFile(path.join(root, mode, 'index.html'), 'utf8')).not.toMatch(/waymark-findings/)
  }
})

test('the root may be read-only', async (t) => {
  const root = await builtFolder(t, { 'docs/guidebooks/README.md': '# Docs\n' })
  const docs = path.join(root, 'docs')
  await mkdir(path.join(root, 'elsewhere'))
  await chmod(docs, 0o555)
  const { code, stderr } = await run([
    'build',
    '--root',
    docs,
    '--out',
    path.join(root, 'elsewhere/site'),
    '--cache',
    path.join(root, 'elsewhere/cache'),
  ])
  await chmod(docs, 0o755)
  expect(code, stderr).toBe(0)
  expect(await readdir(docs)).toStrictEqual(['guidebooks'])
  expect((await readdir(path.join(root, 'elsewhere'))).sort()).toStrictEqual(['cache', 'site'])
})

test('an .mdx page that is wrong is told in words, with its place', async (t) => {
  const root = await builtFolder(t, {
    'waymark.yaml': 'mdx: true\n',
    'guidebooks/README.md': '# Home\n',
    'guidebooks/broken.mdx': '# Broken\n\n<Status of=\n',
  })
  const syntax = await run(['build', '--root', root])
  expect(syntax.code, syntax.stderr).toBe(0)
  expect(syntax.stderr).toMatch(/^guidebooks\/broken\.mdx:3:\d+ error: /m)
  expect(await readFile(path.join(root, 'dist/broken/index.html'), 'utf8')).toMatch(/not valid MDX at line 3/)
  await writeFile(path.join(root, 'guidebooks/broken.mdx'), "import x from './nowhere.js'\n\n# Broken {x}\n")
  const failing = await run(['build', '--root', root])
  expect(failing.code, failing.stderr).toBe(0)
  expect(failing.stderr).toMatch(/^guidebooks\/broken\.mdx:1:16 error: Unexpected import of `\.\/nowhere\.js`/m)
  expect(failing.stderr).not.toMatch(/^\s+at /m)
})

test('a temporary folder that cannot be used is told, in build and dev alike', async (t) => {
  const root = await builtFolder(t, { 'guidebooks/README.md': '# Home\n', 'file.txt': '' })
  for (const command of [['build'], ['dev', '--port', '0']]) {
    const child = start([...command, '--root', root], undefined, { TMPDIR: path.join(root, 'file.txt') })
    const [[code], stderr] = await Promise.all([once(child, 'close'), text(child.stderr)])
    expect(code).toBe(2)
    expect(stderr).toMatch(/Unexpected temporary folder `.*file\.txt` \(ENOTDIR\), expected one that can be written to/)
    expect(stderr).not.toMatch(/^\s+at |Cannot listen/m)
  }
})
