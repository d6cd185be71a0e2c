import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { assert, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { commentMark } from '../../../src/review/comment.ts'
import { changedRepository, git } from '../../review/changed-repository.ts'
import { builtFolder } from '../../status/built-folder.ts'
import { bin } from '../command-line.ts'
import { environmentOf, previewWorkflow, recipe, runShell, shellSteps } from './recipe.ts'

interface Lifetime {
  onTestFinished(step: () => unknown): void
}

/** Does what is feared, if anything runs it: it writes beside the clone. */
const pwn = 'touch "$PWNED"'

/** What a stranger proposes: one changed page, and whatever could make a build run something. */
const hostile = {
  'guidebooks/README.md': '# Runbooks\n\nChanged. [Page](evil.html), [script](evil.js) and a [picture](evil.svg).\n',
  'guidebooks/evil.html': '<script>alert(1)</script>',
  'guidebooks/evil.js': 'alert(1)',
  'guidebooks/evil.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  'guidebooks/code.mdx': 'import { writeFileSync } from "node:fs"\n\n{writeFileSync(process.env.PWNED, "")}\n',
  'waymark.yaml': 'title: Theirs\nmdx: true\n',
  'package.json': JSON.stringify({
    scripts: { preinstall: pwn, prepare: pwn },
    dependencies: { waymark: 'file:evil' },
  }),
  '.npmrc': 'ignore-scripts=false\n',
  'node_modules/.bin/waymark': `#!/bin/sh\n${pwn}\n`,
  'astro.config.mjs': 'import { writeFileSync } from "node:fs"\nwriteFileSync(process.env.PWNED, "")\n',
  '.gitattributes': '* filter=evil diff=evil export-subst\n',
  '.github/scripts/preview-comment.mjs':
    'import { writeFileSync } from "node:fs"\nwriteFileSync(process.env.PWNED, "")\n',
  '.github/workflows/previews.yml': 'on: pull_request\n',
}

/** A base branch whose name a shell would read otherwise, if it saw it. */
const base = 'release/$(touch$IFS$()pwned);#'

/** A clone of the default branch, as the first steps leave it; the change is in no ref of it. */
async function checkout(t: Lifetime, within: string) {
  const at = (files: Record<string, string>) =>
    Object.fromEntries(Object.entries(files).map(([name, content]) => [path.posix.join(within, name), content]))
  const change = await changedRepository(
    t,
    at({ 'waymark.yaml': 'title: Ours\n', 'guidebooks/README.md': '# Runbooks\n' }),
    { ...hostile, ...at(hostile) },
  )
  const commit = git(change, 'rev-parse', 'change').trim()
  const folder = await builtFolder(t, {})
  git(folder, 'clone', '--quiet', '--bare', change, 'o/r')
  const remote = path.join(folder, 'o/r')
  git(remote, 'branch', '--delete', '--force', 'change')
  git(remote, 'update-ref', 'refs/pull/7/head', commit)
  git(remote, 'branch', base, 'main')
  git(folder, 'clone', '--quiet', '--branch', 'main', `file://${remote}`, 'work')
  return { folder, cwd: path.join(folder, 'work'), commit, pwned: path.join(folder, 'pwned') }
}

/** Waymark as the default branch has installed it. */
const npx = `npx() { [ "$1 $2" = "--no-install waymark" ] || return 99; shift 2; node ${JSON.stringify(bin)} "$@"; }`

describe.for([
  ['github', 'artifact', ''],
  ['github', 'pages', ''],
  ['gitea', 'host', 'docs/site'],
])(
  'The job that builds previews for %s, in %s, of a project in the folder "%s"',
  ([forge = '', previews = '', within = '']) => {
    test('shows a change of a stranger, runs nothing of it, and checks none of it out', async (t) => {
      const { folder, cwd, commit, pwned } = await checkout(t, within)
      const steps = shellSteps(previewWorkflow(forge, previews, within).jobs.build).filter(
        ({ run }) => run !== 'npm ci',
      )
      expect(steps).toHaveLength(2)
      for (const { run, env, folder: place } of steps) {
        const told = environmentOf(env, {
          'github.token': 'a-token-of-a-test',
          'github.event.number': '7',
          'github.event.pull_request.number': '7',
          'github.event.pull_request.head.sha': commit,
          'github.event.pull_request.base.ref': base,
          'steps.pages.outputs.base_path': '/handbook',
          'steps.pages.outputs.origin': 'https://example.github.io',
          'vars.PREVIEW_SITE': 'https://previews.example.org',
        })
        const { code, stderr, stdout } = await runShell(run, {
          ...{ cwd: path.join(cwd, place), env: { ...told, PWNED: pwned }, before: npx },
        })
        expect(code, `${stdout}${stderr}`).toBe(0)
      }
      const isThere = (name: string) => existsSync(path.join(cwd, name))
      expect([existsSync(pwned), isThere('pwned'), isThere('guidebooks/evil.html')]).toStrictEqual([
        false,
        false,
        false,
      ])
      const names = await readdir(path.join(folder, 'change'), { recursive: true })
      // Of the change there is no file, but the folder of the project.
      const folders = within.split('/').map((_, depth, all) => all.slice(0, depth + 1).join('/'))
      const made = new Set(['.git', ...folders])
      expect(names.filter((name) => !made.has(name) && !/(?:^|\/)\.waymark(?:\/|$)/.test(name))).toStrictEqual([])
      // The token is in no file that stays.
      expect((await runShell('grep -r a-token-of-a-test . ../change || true', { cwd, env: {} })).stdout).toBe('')

      const comment = await readFile(path.join(cwd, 'preview/comment.md'), 'utf8')
      expect(comment.split('\n').slice(0, 3)).toStrictEqual([expect.stringMatching(/^\*\*.*changed/), '', commentMark])
      const single = path.join(cwd, forge === 'github' ? 'change.html' : 'preview/change.html')
      expect(await readFile(single, 'utf8')).toContain('Changed.')
      const site = path.join(cwd, 'preview/site')
      expect(existsSync(site)).toBe(previews !== 'artifact')
      if (previews === 'artifact') return
      const address =
        previews === 'pages' ? 'https://example.github.io/handbook/pr/7/' : 'https://previews.example.org/7/'
      expect(comment).toContain(`[All changes](${address}_changes/)`)
      const published = await readdir(site, { recursive: true })
      // A page of a stranger is text on the site, and so are scripts.
      expect(published.filter((name) => /^evil\./.test(name)).sort()).toStrictEqual([
        'evil.html.txt',
        'evil.js.txt',
        'evil.svg',
      ])
      expect(await readFile(path.join(site, 'evil.svg'), 'utf8')).not.toContain('script')
      expect(await readFile(path.join(site, 'index.html'), 'utf8')).toMatch(/noindex/)
    })
  },
)

test('in GitLab the preview is compared with where the merge request begins', async (t) => {
  const root = await changedRepository(
    t,
    { 'docs/guidebooks/README.md': '# Runbooks\n' },
    { 'docs/guidebooks/README.md': '# Runbooks\n\nMore.\n' },
  )
  const files = recipe('gitlab', 'artifact', 'docs')
  const { before_script: first } = parse(files.get('.gitlab-ci.yml') ?? '').default
  const { script: own, artifacts } = parse(files.get('.gitlab/previews.yml') ?? '').preview
  const script = [...first.filter((command: string) => command !== 'npm ci'), ...own]
  const env = { CI_MERGE_REQUEST_DIFF_BASE_SHA: git(root, 'rev-parse', 'main').trim() }
  const { code, stderr } = await runShell(script.join('\n'), { cwd: root, env, before: npx, shell: 'sh' })
  expect(code, stderr).toBe(0)
  for (const file of artifacts.paths) expect((await stat(path.join(root, file))).size, file).toBeGreaterThan(100)
})

describe.for(['github', 'gitea'])('The job of %s that takes previews to a host', (forge) => {
  const [{ run, env } = assert.fail()] = shellSteps(previewWorkflow(forge, 'host').jobs.publish)
  const values = {
    'github.event.number': '7',
    'github.event.pull_request.number': '7',
    'vars.PREVIEW_SERVER': 'previews@host.example',
    'secrets.PREVIEW_KEY': 'the key\nof two lines',
    'secrets.PREVIEW_KNOWN_HOSTS': 'host.example ssh-ed25519 AAAA',
  }
  /** Stands in for rsync: says what it was asked, and what the files that it was told of hold. */
  const rsync = `rsync() {
    printf '%s\\n' "$@"; (cd preview/site && find . -type f)
    stat -c '%a' "$RUNNER_TEMP/key"; cat "$RUNNER_TEMP/key" "$RUNNER_TEMP/hosts"; }`

  test.for([
    ['a preview', { 'preview/site/index.html': 'x' }, ['./index.html']],
    ['a closed pull request', {}, []],
  ] as [string, Record<string, string>, string[]][])('%s', async ([, files, sent], t) => {
    const cwd = await builtFolder(t, files)
    const temporary = path.join(cwd, 'temp')
    await mkdir(temporary)
    const told = { ...environmentOf(env, values), RUNNER_TEMP: temporary }
    const { code, stdout, stderr } = await runShell(run, { cwd, env: told, before: rsync })
    expect([code, stderr]).toStrictEqual([0, ''])
    expect(stdout.trimEnd().split('\n')).toStrictEqual([
      ...['--recursive', '--delete', '--chmod=D755,F644', '--timeout=60'],
      `--rsh=ssh -i ${temporary}/key -o IdentitiesOnly=yes -o BatchMode=yes -o UserKnownHostsFile=${temporary}/hosts`,
      ...['preview/site/', 'previews@host.example:7/', ...sent],
      ...['600', 'the key', 'of two lines', 'host.example ssh-ed25519 AAAA'],
    ])
    await rm(temporary, { recursive: true })
  })
})
