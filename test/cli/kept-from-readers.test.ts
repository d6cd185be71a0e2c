import { appendFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { assert, expect, type TestContext, test } from 'vitest'
import { TestRepository } from '../checks/test-repository.ts'
import { run, start } from './command-line.ts'

const secret = 'hunter2-is-secret'

const pages = [
  '# Hub',
  '[page](leak.md) [env](env.md) [text](leak.txt) [pdf](leak.pdf) [chain](chain.txt) [case](case.txt)',
  '![config](leak.png) ![env](env.svg) ![chain](../pictures/chain.png) ![folder](../linked/token.png)',
  '![hidden](../.private/token.png) ![package](../node_modules/x/token.png) ![ignored](../ignored/token.png)',
  '[git](../.git/config) [env](../.env) [folder](folder/token.txt) [local](local.txt) [out](out.txt)',
  '[workflow](../.github/workflows/ci.yml) [how](../.github/CONTRIBUTING.md) [no](../.github/.env.md)',
  '![drawn](drawn/graph.png) [ok](shared.txt)',
].join('\n\n')

/** A repository with secrets, and links of every kind to them. */
function repositoryWithSecrets(t: TestContext): TestRepository {
  const repository = new TestRepository()
  t.onTestFinished(() => repository.remove())
  repository.write({
    'waymark.yaml': 'title: Hub\nrepository: { url: https://github.com/o/r }\n',
    '.gitignore': '.env\nignored/\ndrawn/\nscratch.md\nnode_modules/\n',
    '.github/CONTRIBUTING.md': '# How\n',
    '.github/.env.md': secret,
    '.github/workflows/ci.yml': 'on: push\n',
    'guidebooks/README.md': `${pages}\n`,
    'guidebooks/book/README.md': '# Book\n\n![of another](../other/drawn/graph.png) ![by name](named.svg)\n',
    'guidebooks/other/README.md': '# Other\n',
    'shared.txt': 'shared\n',
    'drawing.txt': '<svg xmlns="http://www.w3.org/2000/svg"><script>run()</script></svg>',
  })
  repository.commit()
  const secrets = ['.env', '.private/token.png', 'node_modules/x/token.png', 'ignored/token.png', 'ignored/token.txt']
  repository.write(Object.fromEntries(secrets.map((file) => [file, secret])))
  repository.write({
    'guidebooks/scratch.md': `# Scratch\n\n${secret}\n`,
    'guidebooks/local.txt': secret,
    'guidebooks/drawn/graph.png': 'drawn',
    'guidebooks/other/drawn/graph.png': 'drawn for others',
  })
  appendFileSync(path.join(repository.root, '.git/config'), `[http]\n\textraHeader = ${secret}\n`)
  appendFileSync(path.join(repository.root, '.git/info/exclude'), 'guidebooks/local.txt\n')
  mkdirSync(path.join(repository.root, 'pictures'))
  const links: [target: string, file: string][] = [
    ['../.git/config', 'guidebooks/leak.md'],
    ['../.env', 'guidebooks/env.md'],
    ['../.git/config', 'guidebooks/leak.txt'],
    ['../.git/config', 'guidebooks/leak.pdf'],
    ['../.git/config', 'guidebooks/leak.png'],
    ['../.env', 'guidebooks/env.svg'],
    ['../ignored/token.txt', 'guidebooks/chain.txt'],
    ['link.png', 'pictures/chain.png'],
    ['../.git/config', 'pictures/link.png'],
    ['.private', 'linked'],
    ['../ignored', 'guidebooks/folder'],
    ['../.git/../.GIT/config', 'guidebooks/case.txt'],
    ['/etc/passwd', 'guidebooks/out.txt'],
    ['../.env', 'guidebooks/services.yaml'],
    ['../shared.txt', 'guidebooks/shared.txt'],
    ['../../drawing.txt', 'guidebooks/book/named.svg'],
  ]
  for (const [target, file] of links) symlinkSync(target, path.join(repository.root, file))
  return repository
}

/** All files of a folder, by their paths in it. */
function filesIn(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const files = entries.map((entry) => path.join(entry.parentPath, entry.name))
  return new Map(
    files.map((file) => [path.relative(folder, file).split(path.sep).join('/'), readFileSync(file, 'utf8')]),
  )
}

const skip = process.platform === 'win32'

test('no link gives away a secret: not in a page, its Markdown, an asset, or a finding', { skip }, async (t) => {
  const { root } = repositoryWithSecrets(t)
  const built = await run(['build', '--root', root])
  expect(built.code, built.stderr).toBe(0)
  const site = filesIn(path.join(root, 'dist'))
  const leaks = [...site].filter(
    ([, text]) => text.includes(secret) || text.includes('root:x:') || text.includes('[core]'),
  )
  expect(leaks.map(([file]) => file)).toStrictEqual([])
  expect(site.get('drawn/graph.png'), 'what a script draws beside the page, as the repository says').toBe('drawn')
  expect(site.has('other/drawn/graph.png')).toBe(false)
  expect(site.get('shared.txt')).toBe('shared\n')
  expect(site.get('book/named.svg') ?? '', 'a picture by its name alone').not.toMatch(/<script/)
  const page = site.get('index.html') ?? ''
  expect(page).toMatch(/href="https:\/\/github\.com\/o\/r\/blob\/main\/\.github\/CONTRIBUTING\.md"/)
  expect(page).not.toMatch(/href="[^"]*(?:\.git\/|\.env|workflows|leak|token)/)

  const checked = await run(['check', '--root', root, '--no-cache', '--format', 'json'])
  expect(checked.stdout + checked.stderr + built.stdout + built.stderr).not.toMatch(new RegExp(`${secret}|root:x:`))
  const { findings }: { findings: { file: string; code: string; message: string }[] } = JSON.parse(checked.stdout)
  const atFiles = findings
    .filter(({ code }) => code.startsWith('structure/'))
    .map(({ file, code }) => `${file} ${code}`)
  expect(atFiles.filter((row) => /symlink|git-ignored/.test(row))).toStrictEqual(
    [
      'guidebooks/case.txt structure/unreadable',
      'guidebooks/chain.txt structure/git-ignored',
      'guidebooks/env.md structure/symlink-hidden',
      'guidebooks/env.svg structure/symlink-hidden',
      'guidebooks/folder structure/symlink-folder',
      'guidebooks/leak.md structure/symlink-hidden',
      'guidebooks/leak.pdf structure/symlink-hidden',
      'guidebooks/leak.png structure/symlink-hidden',
      'guidebooks/leak.txt structure/symlink-hidden',
      'guidebooks/out.txt structure/symlink-out',
      'guidebooks/scratch.md structure/git-ignored',
      'guidebooks/services.yaml structure/symlink-hidden',
    ].filter((row) => /symlink|git-ignored/.test(row)),
  )
  const told = findings.flatMap(({ code, message }) =>
    code.startsWith('links/') ? (/`(.*?)`/.exec(message)?.[1] ?? '') : [],
  )
  assert.ok(told.includes('../other/drawn/graph.png'))
  for (const url of pages.matchAll(/\]\((.*?)\)/g)) {
    const isOpen = ['../.github/CONTRIBUTING.md', 'drawn/graph.png', 'shared.txt'].includes(url[1] ?? '')
    expect(told.includes(url[1] ?? ''), `a finding at the link to ${url[1]}`).toBe(!isOpen)
  }
})

test('`dev` answers no request with one', { skip }, async (t) => {
  const { root } = repositoryWithSecrets(t)
  const child = start(['dev', '--root', root, '--port', '0'])
  t.onTestFinished(async () => {
    await child.kill('SIGKILL')
  })
  const url = await new Promise<string>((resolve) => {
    child.stdout.once('data', (line) => resolve(/at (http:\S+)/.exec(String(line))?.[1] ?? ''))
  })
  const paths = [
    '',
    'leak/',
    'leak.md',
    'env.md',
    'leak.txt',
    'leak.png',
    'env.svg',
    'chain.txt',
    'local.txt',
    'scratch.md',
  ]
  const elsewhere = ['pictures/chain.png', 'linked/token.png', '.private/token.png', 'ignored/token.png']
  for (const name of [
    ...paths,
    ...elsewhere.map((file) => `_waymark/files/${file}`),
    'llms.txt',
    '_waymark/pages.json',
  ]) {
    const text = await (await fetch(new URL(name, url))).text()
    expect(text, name).not.toMatch(new RegExp(`${secret}|\\[core\\]`))
  }
  expect(await (await fetch(new URL('drawn/graph.png', url))).text()).toBe('drawn')
})

test('what was wrong with a link before a change is not the change’s', { skip }, async (t) => {
  const repository = new TestRepository()
  t.onTestFinished(() => repository.remove())
  repository.write({ 'guidebooks/README.md': '# Hub\n', '.private/note.md': '# Note\n' })
  symlinkSync('../.private/note.md', path.join(repository.root, 'guidebooks/note.md'))
  symlinkSync('/etc/passwd', path.join(repository.root, 'guidebooks/out.md'))
  repository.commit()
  const check = ['check', '--root', repository.root, '--no-cache', '--only', 'structure']
  expect((await run(check)).stdout).toMatch(/structure\/symlink-hidden[\s\S]*structure\/symlink-out/)
  expect((await run([...check, '--since', 'HEAD'])).stdout).toMatch(/^No new findings/m)
})

test('a folder of guidebooks may be a link, be hidden, or be ignored as a whole: it was named', { skip }, async (t) => {
  const page = { 'README.md': '# Hub\n\n![p](p.png)\n', 'p.png': 'picture' }
  const cases: [settings: string, folder: string][] = [
    ['', 'docs'],
    ['guidebooks: .docs\n', '.docs'],
    ['guidebooks: generated/docs\n', 'generated/docs'],
  ]
  for (const [settings, folder] of cases) {
    const repository = new TestRepository()
    t.onTestFinished(() => repository.remove())
    repository.write({ 'waymark.yaml': `title: Hub\n${settings}`, '.gitignore': 'generated/\ndist/\n' })
    repository.write(Object.fromEntries(Object.entries(page).map(([name, text]) => [`${folder}/${name}`, text])))
    if (settings === '') symlinkSync('docs', path.join(repository.root, 'guidebooks'))
    repository.commit()
    const { code, stderr } = await run(['build', '--root', repository.root])
    expect(code, stderr).toBe(0)
    expect(filesIn(path.join(repository.root, 'dist')).get('p.png'), folder).toBe('picture')
  }
})

test('nor may it be git’s own', { skip }, async (t) => {
  const repository = new TestRepository()
  t.onTestFinished(() => repository.remove())
  repository.write({ '.git/docs/README.md': '# Hub\n' })
  symlinkSync('.git/docs', path.join(repository.root, 'guidebooks'))
  const { code, stderr } = await run(['check', '--root', repository.root, '--no-cache'])
  expect(code).toBe(2)
  expect(stderr).toMatch(/expected a folder inside of the project’s root/)
})
