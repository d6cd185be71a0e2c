import { spawnSync } from 'node:child_process'
import { chmod, readdir, readFile, stat, symlink } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import { assert, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { wrongConditions } from '../../checks/services/condition.ts'
import { ciFilesOf, starterFiles } from '../../src/cli/starter/starter.ts'
import { jsonSchemas } from '../../src/config/json-schema.ts'
import { openProject } from '../../src/config/project.ts'
import { readServices } from '../../src/config/services.ts'
import { expand } from '../../src/schema/variables.ts'
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
  expect([code, stderr]).toStrictEqual([0, ''])
  expect(await filesOf(folder)).toStrictEqual(written)
  for (const path of written) assert.ok(stdout.includes(`Wrote ${path}\n`), path)
  expect(stdout).toMatch(/Next:\n {2}cd \S+\n {2}npx waymark dev /)
  const today = new Date().toISOString().slice(0, 7)
  assert.ok(
    (await readFile(join(folder, 'guidebooks/example/README.md'), 'utf8')).includes(`**Last Updated:** ${today}`),
  )
})

test('without a folder it writes where it is, with --root there', async (t) => {
  const folder = await builtFolder(t, {})
  expect((await run(['init'], folder)).stdout).not.toMatch(/\bcd /)
  expect(await filesOf(folder)).toStrictEqual(written)
  const root = await builtFolder(t, {})
  expect((await run(['init', 'docs', '--root', root])).code).toBe(0)
  expect(await filesOf(join(root, 'docs'))).toStrictEqual(written)
})

test('in a folder of a repository, the files of CI are where the forge looks for them', async (t) => {
  const repository = await builtFolder(t, { '.git/HEAD': 'ref: refs/heads/main\n' })
  const { code, stdout } = await run(['init', 'docs/site', '--ci', 'github,pre-commit'], repository)
  expect(code).toBe(0)
  expect(stdout).toContain('Wrote ../../.github/workflows/guidebooks.yml\n')
  expect(await filesOf(join(repository, 'docs/site'))).toStrictEqual(written.filter((path) => !path.startsWith('.')))
  const { check, build } = parse(await readFile(join(repository, '.github/workflows/guidebooks.yml'), 'utf8')).jobs
  const steps: { run?: string; 'working-directory'?: string; with?: { path?: string } }[] = [
    ...check.steps,
    ...build.steps,
  ]
  // What looks at the project does so in its folder, and what takes its files along finds them there.
  for (const { run: command, 'working-directory': place } of steps)
    if (/npm|npx/.test(command ?? '')) expect(place, command).toBe('docs/site')
  expect(steps.flatMap(({ with: options }) => options?.path ?? [])).toStrictEqual(['docs/site/dist'])
  expect(await readFile(join(repository, '.pre-commit-config.yaml'), 'utf8')).toContain(
    "sh -c 'cd docs/site && exec npx",
  )
})

test('a folder whose name a shell would read otherwise gets no CI, and nothing is written', async (t) => {
  const repository = await builtFolder(t, { '.git/HEAD': 'ref: refs/heads/main\n' })
  for (const name of ['my docs', '$(id)', "it's", 'a;b', '-x']) {
    const { code, stderr } = await run(['init', `./${name}`], repository)
    expect([code, stderr], name).toStrictEqual([
      2,
      expect.stringMatching(/^waymark: Unexpected folder .* of the repository/),
    ])
  }
  expect(await filesOf(repository)).toStrictEqual(['.git/HEAD'])
  expect((await run(['init', 'my docs', '--ci', 'none'], repository)).code).toBe(0)
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
  expect(code).toBe(0)
  expect(stdout).not.toMatch(/Wrote/)
  for (const path of written) assert.ok(stdout.includes(`Kept  ${path},`), path)
  expect(await times()).toStrictEqual(before)
})

test('what has the name of a file is kept, whatever it is', async (t) => {
  const folder = await builtFolder(t, { 'waymark.yaml': 'title: Ours\n', 'guidebooks/example/services.yaml/odd': '' })
  await symlink('nowhere.md', join(folder, 'guidebooks/README.md'))
  const { code, stdout } = await run(['init', folder])
  expect(code).toBe(0)
  expect(await readFile(join(folder, 'waymark.yaml'), 'utf8')).toBe('title: Ours\n')
  expect(stdout.match(/(?<=Kept {2})\S+(?=,)/g)).toStrictEqual([
    'waymark.yaml',
    'guidebooks/README.md',
    'guidebooks/example/services.yaml',
  ])
  assert.ok(!(await filesOf(folder)).includes('nowhere.md'))
})

describe('In a project that has Markdown the site shows what it has, and no example hides it', () => {
  const cases: [name: string, files: string[], guidebooks: string][] = [
    ['all over the project', ['README.md', 'deploy.md', 'erp/operations.md'], '.'],
    ['in the root alone', ['deploy.md'], '.'],
    ['in one folder', ['README.md', 'CHANGELOG.md', 'docs/README.md', 'docs/a.md', 'docs/b/c.md'], 'docs'],
    ['in one folder, beside a README of code', ['docs/a.md', 'docs/b/c.md', 'src/README.md'], 'docs'],
    ['deep in one folder', ['website/docs/a.md', 'website/docs/b.md'], 'website/docs'],
    ['a README for each folder', ['packages/a/README.md', 'packages/b/README.md'], 'packages'],
    ['in a folder that reads as something else in YAML', ['1.0/a.md', '1.0/b.md'], '1.0'],
  ]
  for (const [name, files, guidebooks] of cases) {
    test(name, async (t) => {
      const folder = await builtFolder(t, Object.fromEntries(files.map((file) => [file, `# ${file}\n`])))
      const { code, stdout } = await run(['init', folder, '--ci', 'none'])
      expect(code).toBe(0)
      expect(await filesOf(folder)).toStrictEqual([...files, 'waymark.yaml'].sort())
      const { project, findings } = await openProject({ root: folder })
      expect([project.guidebooks, findings]).toStrictEqual([join(folder, guidebooks), []])
      expect(stdout).toMatch(/has Markdown already/)
      assert.ok(stdout.includes(`shows what is in ${guidebooks === '.' ? 'this folder' : `${guidebooks}/`}: `), stdout)
    })
  }

  test('with settings of its own, those hold', async (t) => {
    const folder = await builtFolder(t, { 'waymark.yaml': 'title: Ours\n', 'docs/a.md': '# A\n' })
    const { stdout } = await run(['init', folder, '--ci', 'none'])
    expect(await filesOf(folder)).toStrictEqual(['docs/a.md', 'waymark.yaml'])
    expect(await readFile(join(folder, 'waymark.yaml'), 'utf8')).toBe('title: Ours\n')
    expect(stdout).not.toMatch(/The site shows/)
  })

  test('so do settings by their other name', async (t) => {
    const folder = await builtFolder(t, { 'waymark.yml': 'guidebooks: docs\n', 'docs/README.md': '# A\n' })
    const { stdout } = await run(['init', folder, '--ci', 'none'])
    expect(await filesOf(folder)).toStrictEqual(['docs/README.md', 'waymark.yml'])
    expect(stdout).toMatch(/^Kept {2}waymark\.yml, which was there$/m)
    expect((await run(['check', '--root', folder])).code).toBe(0)
  })
})

test('Markdown that is there already is left alone and named', async (t) => {
  const folder = await builtFolder(t, {
    'README.md': '# Ours',
    'deploy.md': '# Deploy',
    'restore.md': '# Restore',
    'erp/operations.md': '# Operations',
    'odoo/state.md': '# State',
    'node_modules/x.md': '',
  })
  const { stdout } = await run(['init', folder])
  expect(stdout).toMatch(
    /has Markdown already: `deploy\.md`, `erp\/operations\.md`, `odoo\/state\.md` and 1 more\. It was left/,
  )
  expect(await readFile(join(folder, 'README.md'), 'utf8')).toBe('# Ours')
  expect((await run(['init', folder])).stdout).not.toMatch(/Wrote/)
})

test('a repository with no more than its README hears nothing about Markdown', async (t) => {
  const folder = await builtFolder(t, { 'README.md': '# Ours', 'CHANGELOG.md': '', 'src/main.ts': '' })
  const { stdout } = await run(['init', folder])
  expect(stdout).not.toMatch(/has Markdown already/)
  expect(stdout).toMatch(/README\.md was left as it is\. The site shows what is in guidebooks\//)
  assert.ok((await filesOf(folder)).includes('guidebooks/example/README.md'))
})

test('where it cannot write it says so, with exit status 2 and no stack', async (t) => {
  const folder = await builtFolder(t, { file: '', 'blocked/guidebooks': '', 'locked/keep': '' })
  const cases: [string, RegExp][] = [
    [join(folder, 'file'), /Cannot write `.*\/file`: a file stands where a folder is expected\n {2}\S/],
    [join(folder, 'file/below'), /Cannot write `.*\/file\/below`: a file stands where a folder is expected/],
    [join(folder, 'blocked'), /Cannot write `.*\/blocked\/guidebooks\/README\.md`: a file stands where/],
    [join(folder, 'x'.repeat(300)), /Cannot write `.*x`: .*ENAMETOOLONG/],
  ]
  if (process.platform === 'linux') {
    const nowhere = /Cannot make the folder `\/proc\/waymark`, expected a place where/
    cases.push(['/proc/waymark', nowhere], ['/proc/waymark/below', nowhere])
  }
  if (process.getuid?.() !== 0) {
    await chmod(join(folder, 'locked'), 0o555)
    cases.push([join(folder, 'locked'), /Cannot write `.*\/locked\/waymark\.yaml`: no right to write there/])
  }
  for (const [path, message] of cases) {
    const { code, stderr } = await run(['init', path])
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/^\s+at |report it/m)
    expect(code, path).toBe(2)
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
      const asked = /^status:([^#]+)/.exec(target)?.[1]
      if (asked !== undefined) {
        assert.ok(ids.includes(asked), `${path}: ${target}`)
        continue
      }
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
  expect(services.services.website.runbook).toBe('website-is-down.md')
})

test('the configuration is valid as it is and with every key uncommented, and knows them all', async (t) => {
  const text = starterFiles('2026-11-20').find(({ path }) => path === 'waymark.yaml')?.text ?? ''
  expect(text).toMatch(/^# yaml-language-server: \$schema=node_modules\/waymark\/lib\/schemas\/waymark\.schema\.json\n/)
  expect(parse(text)).toStrictEqual({ title: 'Guidebooks' })
  const all = text.replaceAll(/^#(?! \S)/gm, '')
  expect(Object.keys(parse(all)).sort()).toStrictEqual(
    Object.keys(jsonSchemas()['waymark.schema.json'].properties ?? {}).sort(),
  )
  for (const configuration of [text, all]) {
    const root = await builtFolder(t, { 'waymark.yaml': configuration, 'guidebooks/README.md': '' })
    expect((await openProject({ root })).findings).toStrictEqual([])
  }
})

test('the services ask this machine alone; what is commented out is valid too', async (t) => {
  const text = starterFiles('2026-11-20').find(({ path }) => path.endsWith('services.yaml'))?.text ?? ''
  const idsIn = async (written: string) => {
    const root = await builtFolder(t, { 'guidebooks/example/services.yaml': written })
    const { services, findings } = await readServices(root, ['guidebooks/example/services.yaml'])
    expect(findings).toStrictEqual([])
    expect(services.flatMap(wrongConditions)).toStrictEqual([])
    return services.flatMap(({ probes }) => probes.map(({ id, target }) => [id, expand(target, () => undefined).text]))
  }
  const asked = [
    ['website.page', 'GET http://127.0.0.1:4321/'],
    ['website.port', '127.0.0.1:4321'],
  ]
  expect(await idsIn(text)).toStrictEqual(asked)
  expect(await idsIn(text.replaceAll(/^( +)#(?! )(?=\S)|^( +)#(?= {2}\S)/gm, '$1$2'))).toStrictEqual([
    ...asked,
    ['website.name', 'A www.example.org'],
    ['website.certificate', 'www.example.org:443'],
  ])
})

test('what it writes has no finding, of no severity', async (t) => {
  const root = await builtFolder(t, {})
  await run(['init', root])
  const { code, stdout } = await run(['check', '--root', root, '--fail-on', 'info'])
  expect([code, /No findings/.test(stdout)], stdout).toStrictEqual([0, true])
})

const every = 'github,gitea,gitlab,pre-commit'

test('--ci chooses whose workflows are written', async (t) => {
  const cases: [ci: string, files: string[]][] = [
    ['none', []],
    ['gitlab', ['.gitlab-ci.yml']],
    ['pre-commit, github,github', ['.github/workflows/guidebooks.yml', '.pre-commit-config.yaml']],
  ]
  for (const [ci, files] of cases) {
    const folder = await builtFolder(t, {})
    expect((await run(['init', folder, '--ci', ci])).code).toBe(0)
    expect(await filesOf(folder)).toStrictEqual([...files, ...written.filter((file) => !file.startsWith('.'))].sort())
  }
})

test('an unknown name in --ci is told before anything is written', async (t) => {
  const folder = await builtFolder(t, {})
  const { code, stderr } = await run(['init', join(folder, 'new'), '--ci', 'github,gitlabs'])
  expect(stderr).toMatch(/Unexpected `gitlabs` in `--ci`, expected `github`, .* or `none`\n {2}Did you mean `gitlab`\?/)
  expect(code).toBe(2)
  expect(await filesOf(folder)).toStrictEqual([])
})

test('the workflows are YAML, check and build on Node 24', () => {
  for (const { path, text } of ciFilesOf('github,gitea')) {
    const { check, build } = parse(text).jobs
    assert.ok(JSON.stringify(check.steps).includes('npx --no-install waymark check '), path)
    assert.ok(JSON.stringify(build.steps).includes('npx --no-install waymark build'), path)
    for (const { steps } of [check, build]) {
      assert.ok(JSON.stringify(steps).includes('"node-version":24'), path)
      assert.ok(JSON.stringify(steps).includes('"fetch-depth":0'), path)
    }
  }
  const [{ text } = assert.fail()] = ciFilesOf('gitlab')
  const { check, build, variables, ...rest } = parse(text)
  expect(variables.GIT_DEPTH).toBe('0')
  expect(rest.default.image).toBe('node:24')
  expect(check.script.join('\n')).toMatch(
    /\nnpx --no-install waymark check .*--format junit=check\.xml --format gitlab=quality\.json$/,
  )
  expect([check.artifacts.reports.junit, build.script]).toStrictEqual(['check.xml', ['npx --no-install waymark build']])
})

test('the hook of pre-commit looks at all pages', () => {
  const [{ text } = assert.fail()] = ciFilesOf('pre-commit')
  const [{ hooks }] = parse(text).repos
  expect(hooks[0].entry).toStrictEqual('npx --no-install waymark check --since HEAD')
  expect([hooks[0].pass_filenames, hooks[0].always_run]).toStrictEqual([false, true])
})

test('the manual shows what is written', async () => {
  const manual = await readFile(new URL('../../guidebooks/waymark/publish/ci.md', import.meta.url), 'utf8')
  for (const { path, text } of ciFilesOf(every)) {
    const shown = path.includes('/workflows/') ? /\n {2}check:\n.*?(?=\n\n)/s.exec(text)?.[0] : text
    assert.ok(shown && manual.includes(shown), path)
  }
})

test('Waymark comes from the project alone, never from a registry by surprise', () => {
  for (const { path, text } of ciFilesOf(every)) expect(text, path).not.toMatch(/npx (?!--no-install )/)
})

/** The commands of a workflow, and what the environment holds, as the arguments that the shell passes on. */
const commands: [ci: string, environment: Record<string, string>, expected: string][] = [
  ['github', {}, 'check --format pretty --format github=annotations.txt'],
  [
    'github',
    { GITHUB_BASE_REF: 'main; x' },
    'check --since origin/main; x --format pretty --format github=annotations.txt',
  ],
  ['gitea', { GITHUB_BASE_REF: '' }, 'check'],
  ['gitea', { GITHUB_BASE_REF: 'main' }, 'check --since origin/main'],
  ['gitlab', {}, 'check --format pretty --format junit=check.xml --format gitlab=quality.json'],
  [
    'gitlab',
    { CI_MERGE_REQUEST_DIFF_BASE_SHA: 'a1' },
    'check --since a1 --format pretty --format junit=check.xml --format gitlab=quality.json',
  ],
  [
    'gitlab',
    { CI_MERGE_REQUEST_DIFF_BASE_SHA: 'a1', CI_MERGE_REQUEST_TARGET_BRANCH_SHA: 'b2' },
    'check --since b2 --format pretty --format junit=check.xml --format gitlab=quality.json',
  ],
]

for (const [ci, env, expected] of commands) {
  test(`${ci} with ${JSON.stringify(env)} runs waymark ${expected}`, () => {
    const [{ text } = assert.fail()] = ciFilesOf(ci)
    const workflow = parse(text)
    const steps: { run?: string }[] = workflow.jobs?.check.steps ?? []
    const script = workflow.check?.script ?? steps.map(({ run = '' }) => run).filter((run) => run.includes('waymark'))
    const printing = `npx() { shift 2; printf '%s\\n' "$#" "$*"; }\n${script.join('\n')}`
    const shell = spawnSync('sh', ['-ec', printing], { env, encoding: 'utf8' })
    const count = (expected.match(/--?\w+/g) ?? []).length * 2 + 1
    expect([shell.stdout, shell.stderr]).toStrictEqual([`${count}\n${expected}\n`, ''])
  })
}

test('no workflow leaves the token of its checkout to what it checks, neither written nor in the manual', async () => {
  const manual = (await filesOf('guidebooks')).filter((file) => file.endsWith('.md'))
  const texts = await Promise.all(manual.map((file) => readFile(join('guidebooks', file), 'utf8')))
  const checkouts = [...texts, ...ciFilesOf('github,gitea', { previews: 'host' }).map(({ text }) => text)].flatMap(
    (text) => [...text.matchAll(/- uses: actions\/checkout@.*\n((?: .*\n)*?)(?= *- |\n|$)/g)].map(([step]) => step),
  )
  expect(checkouts.length).toBe(17)
  for (const step of checkouts) expect(step).toMatch(/^ +persist-credentials: false$/m)
})
