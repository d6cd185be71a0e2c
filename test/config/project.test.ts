import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, assert, describe, expect, it } from 'vitest'
import { openProject } from '../../src/config/project.ts'
import { checkSettings } from '../../src/config/schema/check-settings.ts'
import { statusSettings } from '../../src/config/schema/status-settings.ts'
import { Failure } from '../../src/finding/failure.ts'
import { row } from './reading.ts'

const base = realpathSync(mkdtempSync(join(tmpdir(), 'waymark-project-')))
chmodSync(base, 0o755)
afterAll(() => rmSync(base, { recursive: true }))

let count = 0

/** A new folder with files; a name that ends with `/` is a folder. */
function folder(files: Record<string, string | Uint8Array> = {}): string {
  const root = join(base, String(count++))
  mkdirSync(root)
  for (const [name, content] of Object.entries(files)) {
    const path = join(root, name)
    mkdirSync(name.endsWith('/') ? path : dirname(path), { recursive: true })
    if (!name.endsWith('/')) writeFileSync(path, content)
  }
  return root
}

const open = async (root: string) => (await openProject({ root })).project

async function failure(root: string): Promise<Failure> {
  try {
    await openProject({ root })
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  return assert.fail('expected a failure')
}

describe('a project', () => {
  it('needs no configuration', async () => {
    const root = folder()
    const { project, findings } = await openProject({ root })
    expect(findings).toStrictEqual([])
    expect(project).toStrictEqual({
      root,
      guidebooks: root,
      repository: root,
      cache: join(root, '.waymark'),
      config: {
        base: '/',
        mdx: false,
        offline: true,
        exclude: [],
        public: [],
        theme: { nav: [] },
        environments: {},
        inventory: { include: [], exclude: [], clones: [] },
        alerts: { prefixes: {}, pages: true },
        claims: { pages: true },
        search: { exclude: [], weight: {}, synonyms: [] },
        sources: {},
        checks: checkSettings.parse({}),
        status: statusSettings.parse({}),
      },
    })
  })

  it('has its guidebooks in `guidebooks`, or where it says', async () => {
    const plain = folder({ 'guidebooks/': '' })
    expect((await open(plain)).guidebooks).toBe(join(plain, 'guidebooks'))
    const configured = folder({ 'guidebooks/': '', 'docs/runbooks/': '', 'waymark.yaml': 'guidebooks: docs/runbooks/' })
    expect((await open(configured)).guidebooks).toBe(join(configured, 'docs', 'runbooks'))
    const itself = folder({ 'guidebooks/': '', 'waymark.yaml': 'guidebooks: .' })
    expect((await open(itself)).guidebooks).toBe(itself)
    const file = folder({ guidebooks: 'not a folder' })
    expect((await open(file)).guidebooks).toBe(file)
  })

  it('belongs to the nearest repository above it', async () => {
    const outer = folder({ '.git/': '', 'a/b/': '', 'a/.git': 'gitdir: elsewhere', 'c/': '' })
    expect((await open(join(outer, 'a', 'b'))).repository).toBe(join(outer, 'a'))
    expect((await open(join(outer, 'c'))).repository).toBe(outer)
    expect((await open(outer)).repository).toBe(outer)
  })

  it('has absolute paths, and its cache where it is told', async () => {
    const root = folder({ 'guidebooks/': '' })
    const { project } = await openProject({ root: `${root}/guidebooks/..`, cache: 'some/cache' })
    expect([project.root, project.cache]).toStrictEqual([root, join(process.cwd(), 'some/cache')])
  })

  it('may call its configuration `waymark.yml`', async () => {
    expect((await open(folder({ 'waymark.yml': 'title: a' }))).config.title).toBe('a')
  })

  it('is opened with defaults for what is wrong', async () => {
    const root = folder({ 'waymark.yml': 'titel: a\nbase: docs\nmdx: 1\n' })
    const { project, findings } = await openProject({ root })
    expect(findings.map((finding) => [finding.file, finding.check, row(finding).slice(0, 50)])).toStrictEqual([
      ['waymark.yml', 'structure', '1:1 config/unknown-key Unexpected key `titel`, exp'],
      ['waymark.yml', 'structure', '3:6 config/invalid-value Unexpected `1` in `mdx`, '],
    ])
    expect([project.config.base, project.config.mdx]).toStrictEqual(['/docs/', false])
  })
})

describe('bytes that are no configuration', () => {
  const cases: [name: string, bytes: string | Uint8Array, rows: string[]][] = [
    [
      'bytes that are not UTF-8',
      Buffer.from('title: a\nbase: \xff\n', 'latin1'),
      ['2:7 config/syntax Unexpected byte, expected UTF-8 text'],
    ],
    [
      'a control character',
      'title: a\n\u0000',
      ['2:1 config/syntax Unexpected control character U+0000, expected text'],
    ],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), ['1:1 config/syntax Unexpected byte, expected UTF-8 text']],
    [
      'two megabytes',
      'a: b\n'.repeat(400_000),
      ['1:1 config/too-large Unexpected file of 2000000 bytes, expected at most 1000000'],
    ],
    ['a byte order mark alone', '\uFEFF', []],
  ]
  for (const [name, bytes, rows] of cases) {
    it(`are told: ${name}`, async () => {
      const { project, findings } = await openProject({ root: folder({ 'waymark.yaml': bytes }) })
      expect(findings.map(row)).toStrictEqual(rows)
      expect(project.config.base).toBe('/')
      for (const { code, column, endColumn } of findings)
        expect(endColumn - column).toBe(code === 'config/syntax' ? 1 : 0)
    })
  }
})

describe('a project that cannot be opened', () => {
  it('fails without a root', async () => {
    const error = await failure(join(base, 'nowhere'))
    expect(error.message).toMatch(/^Unexpected root `.*nowhere`, expected a folder$/)
    expect(error.hint ?? '').toMatch(/--root/)
    await failure(join(folder({ file: '' }), 'file'))
  })

  it('fails with two configurations', async () => {
    const error = await failure(folder({ 'waymark.yaml': '', 'waymark.yml': '' }))
    expect(error.message).toBe('Unexpected `waymark.yml` beside `waymark.yaml`, expected one')
  })

  const folders: [guidebooks: string, message: string][] = [
    ['nowhere', 'Unexpected `guidebooks: nowhere`, expected a folder that exists'],
    ['file', 'Unexpected `guidebooks: file`, expected a folder that exists'],
    ['..', 'Unexpected `guidebooks: ..`, expected a folder inside of the project’s root'],
    ['/', 'Unexpected `guidebooks: /`, expected a folder inside of the project’s root'],
    ['link', 'Unexpected `guidebooks: link`, expected a folder inside of the project’s root'],
  ]
  for (const [guidebooks, message] of folders) {
    it(`fails with \`guidebooks: ${guidebooks}\``, async () => {
      const root = folder({ file: '', 'waymark.yaml': `guidebooks: ${guidebooks}` })
      symlinkSync(base, join(root, 'link'))
      expect((await failure(root)).message).toBe(message)
    })
  }

  it('fails when `guidebooks` leads out of the root without being configured', async () => {
    const root = folder()
    symlinkSync(base, join(root, 'guidebooks'))
    expect((await failure(root)).message).toMatch(/inside of the project’s root$/)
  })

  it('fails when its configuration is a folder, or leads nowhere', async () => {
    expect((await failure(folder({ 'waymark.yaml/': '' }))).message).toMatch(/waymark\.yaml`, expected a file$/)
    const root = folder()
    symlinkSync('nowhere', join(root, 'waymark.yaml'))
    expect((await failure(root)).message).toMatch(/waymark\.yaml` \(ENOENT\), expected a file that can be read$/)
  })

  it('fails when its configuration is a link out of the repository, and tells nothing of what is there', async () => {
    const outside = folder({ secret: 'password: hunter2\n' })
    for (const root of [folder(), folder({ '.git/': '' })]) {
      symlinkSync(join(outside, 'secret'), join(root, 'waymark.yaml'))
      const { message } = await failure(root)
      expect(message).toMatch(
        /^Unexpected symbolic link `.*waymark\.yaml` out of the repository, expected a file inside/,
      )
      expect(message).not.toMatch(/hunter2|password/)
    }
  })

  it('but not when it is a link inside of the repository', async () => {
    const repository = folder({ '.git/': '', 'shared.yaml': 'title: a', 'docs/': '' })
    symlinkSync('../shared.yaml', join(repository, 'docs/waymark.yaml'))
    expect((await open(join(repository, 'docs'))).config.title).toBe('a')
  })

  it('fails when its configuration may not be read', { skip: process.seteuid === undefined }, async () => {
    const root = folder({ 'waymark.yaml': 'title: a' })
    chmodSync(join(root, 'waymark.yaml'), 0)
    const message = await asNobody(async () => (await failure(root)).message)
    expect(message).toMatch(/waymark\.yaml` \(EACCES\), expected a file that can be read$/)
  })
})

/** Root may read everything, so it steps back for a while. */
async function asNobody<T>(act: () => Promise<T>): Promise<T> {
  const user = process.geteuid?.()
  if (user === 0) process.seteuid?.(65_534)
  try {
    return await act()
  } finally {
    if (user === 0) process.seteuid?.(0)
  }
}
