import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, assert, beforeAll, expect, onTestFinished, test } from 'vitest'
import {
  type BuildOutcome,
  type BuildRequest,
  forgetLastBuild,
  keepLastBuild,
  lookAtInputs,
  type Surroundings,
  unchangedBuild,
} from '../../src/cli/build/last-build.ts'
import { TestRepository } from '../checks/test-repository.ts'

/** A project that was built, its repository and a clone that it reads; made once, and copied for each test. */
let template = ''

beforeAll(() => {
  template = mkdtempSync(path.join(tmpdir(), 'waymark-last-build-'))
  const own = new TestRepository()
  const clone = new TestRepository()
  clone.write({ 'app/values.yaml': 'tag: 1\n' }).commit()
  own
    .write({
      '.gitignore': 'docs/dist/\ndocs/.waymark/\n',
      'chart/values.yaml': 'tag: 1\n',
      'docs/waymark.yaml': 'title: Docs\n',
      'docs/guidebooks/README.md': '# Docs\n',
      'docs/guidebooks/services.yaml': 'services: {}\n',
      'docs/guidebooks/picture.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'docs/dist/index.html': 'the site',
      'docs/dist/erp/index.html': 'a page',
      'docs/.waymark/CACHEDIR.TAG': '',
      'docs.zip': 'the copy',
    })
    .commit()
  for (const [name, { root }] of Object.entries({ own, clone })) {
    rmSync(path.join(root, '.git/hooks'), { recursive: true, force: true })
    cpSync(root, path.join(template, name), { recursive: true })
  }
  own.remove()
  clone.remove()
})

afterAll(() => rmSync(template, { recursive: true }))

/** A project whose site was built, as far as the record of that goes. */
class BuiltProject {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'waymark-last-build-'))
  request: BuildRequest
  surroundings: Surroundings = {
    code: 'version 1',
    now: new Date('2026-03-01T12:00:00Z'),
    env: { LANG: 'C', TOKEN: 'secret', PATH: process.env.PATH },
  }
  known = 'all is up'

  constructor() {
    onTestFinished(() => rmSync(this.#folder, { recursive: true, force: true }))
    cpSync(template, this.#folder, { recursive: true })
    symlinkSync('../../chart/values.yaml', this.file('docs/guidebooks/linked.yaml'))
    this.request = {
      root: this.file('docs'),
      cache: this.file('docs/.waymark'),
      out: this.file('docs/dist'),
      offline: this.file('docs.zip'),
      staticDiagrams: false,
    }
  }

  file(name: string): string {
    return path.join(this.#folder, 'own', name)
  }

  /** Writes a file, given by its path in the repository; without a text, removes it. */
  write(name: string, text?: string): void {
    const file = this.file(name)
    mkdirSync(path.dirname(file), { recursive: true })
    if (text === undefined) rmSync(file, { recursive: true })
    else writeFileSync(file, text)
  }

  /** Runs git, in the repository or in the clone. */
  git(args: string[], repository: 'own' | 'clone' = 'own'): void {
    const user = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgSign=false']
    execFileSync('git', ['-C', path.join(this.#folder, repository), ...user, ...args], { stdio: 'ignore' })
  }

  async keep(outcome: Partial<BuildOutcome> = {}): Promise<void> {
    const read = ['own', 'clone', 'settings-of-the-user'].map((name) => path.join(this.#folder, name))
    const inputs = lookAtInputs(this.request, read)
    assert.ok(inputs)
    const states = [path.join(this.request.cache, 'status.db')]
    const all = { variables: ['TOKEN', 'UNSET'], states, said: 'a note\n', pages: 2, bytes: 16, ...outcome }
    await keepLastBuild(this.request, inputs, all, undefined, this.surroundings)
  }

  find() {
    return unchangedBuild(this.request, async () => this.known, this.surroundings)
  }
}

test('a build is known for as long as nothing is another, and says what it said', async () => {
  const project = new BuiltProject()
  expect(await project.find(), 'before the first').toBeUndefined()
  await project.keep()
  expect(await project.find()).toMatchObject({ said: 'a note\n', pages: 2, bytes: 16 })
  // What git writes without a change of what it says is no change, nor is what is kept for other runs.
  project.git(['gc', '--quiet'])
  project.write('docs/.waymark/inventory.json', '{}')
  await project.keep()
  project.write('.git/objects/pack/tmp', 'x')
  project.write('docs/.waymark/inventory.json', '{"more":1}')
  project.surroundings.now = new Date('2026-03-01T13:00:00Z')
  project.surroundings.env = { ...project.surroundings.env, UNASKED: 'x', TOKEN: 'another' }
  expect(await project.find()).toBeDefined()
  await forgetLastBuild(project.request)
  expect(await project.find(), 'when another began').toBeUndefined()
})

/** All that a site depends on: each of them alone makes it another. */
const changes: Record<string, (project: BuiltProject) => void> = {
  'the text of a page': (project) => project.write('docs/guidebooks/README.md', '# Dogs\n'),
  'the text of a page, of the same length and time': (project) => {
    const file = project.file('docs/guidebooks/README.md')
    utimesSync(file, 1000, 1000)
    project.write('docs/guidebooks/README.md', '# Dogs\n')
    utimesSync(file, 1000, 1000)
  },
  'a new page': (project) => project.write('docs/guidebooks/erp/README.md', '# ERP\n'),
  'a page that is gone': (project) => project.write('docs/guidebooks/README.md'),
  'a page of another name': (project) =>
    renameSync(project.file('docs/guidebooks/README.md'), project.file('docs/guidebooks/index.md')),
  'an empty folder': (project) => mkdirSync(project.file('docs/guidebooks/empty')),
  'a page that nobody may read': (project) => chmodSync(project.file('docs/guidebooks/README.md'), 0),
  'a picture': (project) => project.write('docs/guidebooks/picture.svg', '<svg/>'),
  'the settings': (project) => project.write('docs/waymark.yaml', 'title: Other\n'),
  'the declared services': (project) => project.write('docs/guidebooks/services.yaml', 'services: { a: {} }\n'),
  'a file of the repository beside the project': (project) => project.write('chart/values.yaml', 'tag: 2\n'),
  'where a link leads': (project) => {
    project.write('docs/guidebooks/linked.yaml')
    symlinkSync('../waymark.yaml', project.file('docs/guidebooks/linked.yaml'))
  },
  'a file of a clone': (project) => project.write('../clone/app/values.yaml', 'tag: 2\n'),
  'a commit': (project) => project.git(['commit', '--allow-empty', '--message=more']),
  'the day of a commit': (project) => project.git(['commit', '--amend', '--no-edit', '--date=2026-02-02T12:00Z']),
  'a commit of a clone': (project) => project.git(['commit', '--allow-empty', '--message=more'], 'clone'),
  'what git tracks': (project) => project.git(['rm', '--cached', 'chart/values.yaml']),
  'what git ignores': (project) => project.write('.gitignore', 'docs/dist/\ndocs/.waymark/\n*.svg\n'),
  'what git ignores in this clone alone': (project) => project.write('.git/info/exclude', '*.svg\n'),
  'what git ignores for this user': (project) => project.write('../settings-of-the-user', '*.svg\n'),
  'a history that is cut off': (project) => project.write('.git/shallow', `${'0'.repeat(40)}\n`),
  'no repository any more': (project) => project.write('.git'),
  'a repository nearer by': (project) => project.git(['init', 'docs']),
  'git itself': ({ surroundings }) => {
    surroundings.env = { ...surroundings.env, PATH: '' }
  },
  'the code of Waymark': ({ surroundings }) => {
    surroundings.code = 'version 2'
  },
  'the day': ({ surroundings }) => {
    surroundings.now = new Date('2026-03-02T12:00:00Z')
  },
  'the language': ({ surroundings }) => {
    surroundings.env = { ...surroundings.env, LANG: 'de_DE.UTF-8' }
  },
  'a variable that is set now': ({ surroundings }) => {
    surroundings.env = { ...surroundings.env, UNSET: 'x' }
  },
  'a variable that is not set any more': ({ surroundings: { env } }) => {
    delete env.TOKEN
  },
  'a variable that is empty now': ({ surroundings: { env } }) => {
    env.TOKEN = ''
  },
  ...Object.fromEntries(
    Object.entries<Partial<BuildRequest>>({
      '--base': { base: '/docs/' },
      '--site': { site: 'https://docs.example.org' },
      '--environment': { environment: 'lab' },
      '--status': { status: 'status.json' },
      '--static-diagrams': { staticDiagrams: true },
    }).map(([option, given]) => [
      `the option ${option}`,
      (project: BuiltProject) => {
        project.request = { ...project.request, ...given }
      },
    ]),
  ),
  'another folder to build into': (project) => {
    const { request } = project
    renameSync(request.out, `${request.out}-2`)
    project.request = { ...request, out: `${request.out}-2` }
  },
  'a file of the site that is gone': (project) => project.write('docs/dist/erp/index.html'),
  'a file of the site that was written over': (project) => project.write('docs/dist/erp/index.html', 'A page'),
  'a file of the site that nobody knows': (project) => project.write('docs/dist/erp/more.html', ''),
  'no site any more': (project) => project.write('docs/dist'),
  'the copy of the site': (project) => project.write('docs.zip', 'another'),
  'what is known of services, at last': (project) => project.write('docs/.waymark/status.db', ''),
  'a build at work': (project) => project.write('docs/.waymark/build.lock', '1'),
  'a record that is damaged': (project) => project.write('docs/.waymark/last-build.json', '{"said":1}'),
}

test.for(Object.entries(changes))('%s is a change', async ([, change]) => {
  const project = new BuiltProject()
  await project.keep()
  expect(await project.find()).toBeDefined()
  change(project)
  expect(await project.find()).toBeUndefined()
})

test('what is known of services decides, not where it is kept', async () => {
  const project = new BuiltProject()
  project.write('docs/.waymark/status.db', 'a')
  await project.keep({ known: project.known })
  project.write('docs/.waymark/status.db', 'b')
  expect(await project.find()).toBeDefined()
  project.known = 'one is too old to count'
  expect(await project.find()).toBeUndefined()
})
