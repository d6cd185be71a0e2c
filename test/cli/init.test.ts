import assert from 'node:assert/strict'
import { chmod, readdir, readFile, stat, symlink } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { starterFiles } from '../../src/cli/starter/starter.ts'
import { readServices } from '../../src/config/inventory.ts'
import { jsonSchemas } from '../../src/config/json-schema.ts'
import { openProject } from '../../src/config/project.ts'
import { builtFolder } from '../status/built-folder.ts'
import { run } from './command-line.ts'

const written = [
  '.gitea/workflows/guidebooks.yml',
  '.github/workflows/guidebooks.yml',
  'guidebooks/README.md',
  'guidebooks/example/README.md',
  'guidebooks/example/services.yaml',
  'guidebooks/example/website-is-down.md',
  'waymark.yaml',
]

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => !entry.isDirectory())
  return files.map((entry) => posix.relative(folder, join(entry.parentPath, entry.name))).sort()
}

test('a fresh folder gets a first guidebook, and hears what was written and what comes next', async (t) => {
  const folder = join(await builtFolder(t, {}), 'new', 'project')
  const { code, stdout, stderr } = await run(['init', folder])
  assert.deepEqual([code, stderr], [0, ''])
  assert.deepEqual(await filesOf(folder), written)
  for (const path of written) assert.ok(stdout.includes(`Wrote ${path}\n`), path)
  assert.match(stdout, /Next:\n {2}cd \S+\n {2}npx waymark dev /)
  const today = new Date().toISOString().slice(0, 7)
  assert.ok(
    (await readFile(join(folder, 'guidebooks/example/README.md'), 'utf8')).includes(`**Last Updated:** ${today}`),
  )
})

test('without a folder it writes where it is, with --root there', async (t) => {
  const folder = await builtFolder(t, {})
  assert.doesNotMatch((await run(['init'], folder)).stdout, /\bcd /)
  assert.deepEqual(await filesOf(folder), written)
  const root = await builtFolder(t, {})
  assert.equal((await run(['init', 'docs', '--root', root])).code, 0)
  assert.deepEqual(await filesOf(join(root, 'docs')), written)
})

test('a second run changes nothing', async (t) => {
  const folder = await builtFolder(t, {})
  await run(['init', folder])
  const times = async () => {
    const paths = ['.', 'guidebooks', 'guidebooks/example', ...written]
    return Promise.all(paths.map(async (path) => (await stat(join(folder, path), { bigint: true })).mtimeNs))
  }
  const before = await times()
  const { code, stdout } = await run(['init', folder])
  assert.equal(code, 0)
  assert.doesNotMatch(stdout, /Wrote/)
  for (const path of written) assert.ok(stdout.includes(`Kept  ${path},`), path)
  assert.deepEqual(await times(), before)
})

test('what has the name of a file is kept, whatever it is', async (t) => {
  const folder = await builtFolder(t, { 'waymark.yaml': 'title: Ours\n', 'guidebooks/example/services.yaml/odd': '' })
  await symlink('nowhere.md', join(folder, 'guidebooks/README.md'))
  const { code, stdout } = await run(['init', folder])
  assert.equal(code, 0)
  assert.equal(await readFile(join(folder, 'waymark.yaml'), 'utf8'), 'title: Ours\n')
  assert.deepEqual(stdout.match(/(?<=Kept {2})\S+(?=,)/g), [
    'waymark.yaml',
    'guidebooks/README.md',
    'guidebooks/example/services.yaml',
  ])
  assert.ok(!(await filesOf(folder)).includes('nowhere.md'))
})

test('Markdown that is there already is left alone and named', async (t) => {
  const folder = await builtFolder(t, {
    'README.md': '# Ours',
    'deploy.md': '# Deploy',
    'restore.md': '# Restore',
    'erp/operations.md': '# Operations',
    'odoo/state.mdx': '# State',
    'node_modules/x.md': '',
  })
  const { stdout } = await run(['init', folder])
  assert.match(
    stdout,
    /has Markdown already: `deploy\.md`, `erp\/operations\.md`, `odoo\/state\.mdx` and 1 more\. It was left/,
  )
  assert.equal(await readFile(join(folder, 'README.md'), 'utf8'), '# Ours')
  assert.doesNotMatch((await run(['init', folder])).stdout, /has Markdown already/)
})

test('a repository with no more than its README hears nothing about Markdown', async (t) => {
  const folder = await builtFolder(t, { 'README.md': '# Ours', 'CHANGELOG.md': '', 'src/main.ts': '' })
  assert.doesNotMatch((await run(['init', folder])).stdout, /has Markdown already/)
})

test('where it cannot write it says so, with exit status 2 and no stack', async (t) => {
  const folder = await builtFolder(t, { file: '', 'blocked/guidebooks': '', 'locked/keep': '' })
  const cases: [string, RegExp][] = [
    [join(folder, 'file'), /Cannot write `.*\/file`: a file stands where a folder is expected\n {2}\S/],
    [join(folder, 'file/below'), /Cannot write `.*\/file\/below`: a file stands where a folder is expected/],
    [join(folder, 'blocked'), /Cannot write `.*\/blocked\/guidebooks\/README\.md`: a file stands where/],
    [join(folder, 'x'.repeat(300)), /Cannot write `.*x`: .*ENAMETOOLONG/],
  ]
  if (process.getuid?.() !== 0) {
    await chmod(join(folder, 'locked'), 0o555)
    cases.push([join(folder, 'locked'), /Cannot write `.*\/locked\/waymark\.yaml`: no right to write there/])
  }
  for (const [path, message] of cases) {
    const { code, stderr } = await run(['init', path])
    assert.match(stderr, message)
    assert.doesNotMatch(stderr, /^\s+at |report it/m)
    assert.equal(code, 2, path)
  }
})

test('the files hold together: each link leads to a file or a heading, each id is declared', () => {
  const files = new Map(starterFiles('2026-11-20').map(({ path, text }) => [path, text]))
  const services = parse(files.get('guidebooks/example/services.yaml') ?? '')
  const ids = Object.entries<{ probes: object }>(services.services).flatMap(([id, { probes }]) => [
    id,
    ...Object.keys(probes).map((probe) => `${id}.${probe}`),
  ])
  for (const [path, text] of files) {
    if (!path.endsWith('.md')) continue
    for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
      const [file = '', anchor] = target.split('#')
      const page = files.get(file === '' ? path : posix.join(dirname(path), file))
      assert.ok(page !== undefined, `${path}: ${target}`)
      const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
        heading.toLowerCase().replaceAll(' ', '-'),
      )
      if (anchor) assert.ok(headings.includes(anchor), `${path}: ${target}`)
    }
    const fences = [...text.matchAll(/```status\n(.*?)```/gs)].map(([, body = '']) => body)
    for (const id of fences.join('').trim().split('\n').filter(Boolean)) assert.ok(ids.includes(id), `${path}: ${id}`)
  }
  assert.equal(services.services.website.runbook, 'website-is-down.md')
})

test('the configuration is valid as it is and with every key uncommented, and knows them all', async (t) => {
  const text = starterFiles('2026-11-20').find(({ path }) => path === 'waymark.yaml')?.text ?? ''
  assert.match(text, /^# yaml-language-server: \$schema=node_modules\/waymark\/lib\/schemas\/waymark\.schema\.json\n/)
  assert.deepEqual(parse(text), { title: 'Guidebooks' })
  const all = text.replaceAll(/^#(?! \S)/gm, '')
  assert.deepEqual(
    Object.keys(parse(all)).sort(),
    Object.keys(jsonSchemas()['waymark.schema.json'].properties ?? {}).sort(),
  )
  for (const configuration of [text, all]) {
    const root = await builtFolder(t, { 'waymark.yaml': configuration, 'guidebooks/README.md': '' })
    assert.deepEqual((await openProject({ root })).findings, [])
  }
})

test('the services are valid', async (t) => {
  const root = await builtFolder(t, {})
  await run(['init', root])
  const { services, findings } = await readServices(root, ['guidebooks/example/services.yaml'])
  assert.deepEqual(findings, [])
  assert.deepEqual(
    services.flatMap(({ probes }) => probes.map(({ id }) => id)),
    ['website.page', 'website.name', 'website.certificate'],
  )
})

test('the workflows are YAML and build on Node 24', () => {
  for (const { path, text } of starterFiles('2026-11-20').filter(({ path }) => path.endsWith('.yml'))) {
    const { steps } = parse(text).jobs.build
    assert.ok(JSON.stringify(steps).includes('"node-version":24'), path)
    assert.ok(JSON.stringify(steps).includes('npx waymark build'), path)
  }
})
