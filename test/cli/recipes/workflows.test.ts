import { readFile } from 'node:fs/promises'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { assert, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { askPreviews } from '../../../src/cli/starter/preview-question.ts'
import { previewPlacesOf } from '../../../src/cli/starter/starter.ts'
import { builtFolder } from '../../status/built-folder.ts'
import { run } from '../command-line.ts'
import { previewWorkflow, recipe, recipes, type Step, shellSteps } from './recipe.ts'

const workflows = recipes.filter(([forge]) => forge !== 'gitlab')

/** What each pinned commit is, as the tags of the actions' own repositories say. */
const pinned: Record<string, string> = {
  'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1': 'v7.0.1',
  'actions/checkout@11d5960a326750d5838078e36cf38b85af677262': 'v4.4.0',
  'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020': 'v7.0.0',
  'actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020': 'v4.4.0',
  'actions/configure-pages@983d7736d9b0ae728b81ab479565c72886d7745b': 'v5.0.0',
  'actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f': 'v7.0.0',
  'actions/upload-artifact@ff15f0306b3f739f7b6fd43fb5d26cd321bd4de5': 'v3.2.1',
  'actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c': 'v8.0.1',
  'actions/download-artifact@9bc31d5ccc31df68ecc42ccf4149144866c47d8a': 'v3.0.2',
}

const installs = /\b(?:npm|npx|yarn|pnpm)\b/
const hasSecret = (steps: readonly Step[]) => JSON.stringify(steps).includes('secrets.')

describe.for(workflows)('The workflow of previews for %s, in %s', ([forge, previews]) => {
  const text = recipe(forge, previews).get(`.${forge}/workflows/previews.yml`) ?? assert.fail()
  const workflow = previewWorkflow(forge, previews)
  const jobs = Object.entries(workflow.jobs)

  test('runs as the default branch has it, whoever asks', () => {
    expect(Object.keys(workflow.on)).toStrictEqual(
      previews === 'pages' ? ['pull_request_target', 'schedule'] : ['pull_request_target'],
    )
  })

  test('writes no expression into a shell: what people name things reaches it by its environment', () => {
    for (const [, job] of jobs) for (const { run } of shellSteps(job)) expect(run).not.toContain('${{')
    for (const match of text.matchAll(/\$\{\{ (github\.event\.[\w.]+)/g))
      expect([
        'github.event.number',
        'github.event.action',
        'github.event.pull_request.number',
        'github.event.pull_request.head.sha',
        'github.event.pull_request.base.ref',
      ]).toContain(match[1])
  })

  test('pins each action by its commit, and says which version that is', () => {
    const uses = [...text.matchAll(/uses: (\S+) # (\S+)/g)].map(([, action = '', version = '']) => [action, version])
    expect(uses).toHaveLength(text.match(/uses:/g)?.length ?? 0)
    for (const [action = '', version] of uses) expect(pinned[action], action).toBe(version)
  })

  test('checks out the default branch alone, and leaves no token behind', () => {
    const checkouts = jobs.flatMap(([, { steps }]) => steps).filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    expect(checkouts.length).toBeGreaterThan(1)
    for (const { with: options = {} } of checkouts) {
      expect(options['persist-credentials']).toBe(false)
      expect(Object.keys(options)).not.toContain('ref')
      expect(Object.keys(options)).not.toContain('repository')
    }
  })

  test('gives what may write to jobs that install nothing, and no secret to the one that reads the change', () => {
    if (forge === 'github') expect(workflow.permissions).toStrictEqual({})
    expect(Object.values(workflow.permissions)).not.toContain('write')
    for (const [name, { steps, permissions = {} }] of jobs) {
      if (forge === 'github') expect(workflow.jobs[name]?.permissions, name).toBeDefined()
      const mayWrite = Object.values(permissions).includes('write') || hasSecret(steps)
      const runs = shellSteps({ steps }).map(({ run }) => run)
      if (mayWrite) for (const run of runs) expect(run, name).not.toMatch(installs)
      else expect(name).toBe('build')
      if (name !== 'build') expect(runs.join('\n'), name).not.toMatch(/waymark preview/)
    }
  })

  test('says how long a job may take', () => {
    for (const [name, job] of jobs) expect(job, name).toHaveProperty('timeout-minutes')
  })
})

test('no job needs more than its own step: what each of GitHub may do', () => {
  const permissions = (previews: string) =>
    Object.fromEntries(
      Object.entries(previewWorkflow('github', previews).jobs).map(([name, job]) => [name, job.permissions]),
    )
  const comment = { contents: 'read', 'pull-requests': 'write' }
  expect(permissions('artifact')).toStrictEqual({ build: { contents: 'read' }, comment })
  expect(permissions('pages')).toStrictEqual({
    build: { contents: 'read', pages: 'read' },
    publish: { contents: 'write' },
    sweep: { contents: 'write', 'pull-requests': 'read' },
    comment,
  })
  expect(permissions('host')).toStrictEqual({ build: { contents: 'read' }, publish: {}, comment })
})

test('in GitLab the token is for one job, which installs nothing and is not there for forks', () => {
  const files = recipe('gitlab', 'artifact')
  const jobs = parse(files.get('.gitlab/previews.yml') ?? '')
  const withToken = Object.keys(jobs).filter((name) => JSON.stringify(jobs[name]).includes('PREVIEW_TOKEN'))
  expect(withToken).toStrictEqual(['preview-comment'])
  const { rules, before_script, script, environment } = jobs['preview-comment']
  expect(rules).toStrictEqual([
    {
      if: '$CI_PIPELINE_SOURCE == "merge_request_event" && $CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID',
    },
  ])
  expect([before_script, environment.name]).toStrictEqual([[], 'preview-comment'])
  expect(script.join('\n')).not.toMatch(installs)
  const { environment: shown, artifacts } = jobs.preview
  expect([shown.on_stop, jobs['preview-end'].environment]).toStrictEqual([
    'preview-end',
    { name: shown.name, action: 'stop' },
  ])
  expect(artifacts.expire_in).toBe(shown.auto_stop_in)
  expect(parse(files.get('.gitlab-ci.yml') ?? '').include).toStrictEqual([{ local: '.gitlab/previews.yml' }])
})

test('without previews the files of CI are what they were', () => {
  for (const ci of ['github', 'gitea', 'gitlab'])
    for (const [path, text] of recipe(ci, 'none')) expect(text, path).not.toMatch(/preview|^#(?:only|end)/im)
})

describe('The manual shows what is written', () => {
  const jobText = (previews: string, name: string) => {
    const file = recipe('github', previews).get('.github/workflows/previews.yml') ?? ''
    return new RegExp(`(?:^ {2}#.*\\n)*^ {2}${name}:\\n(?: {4}.*\\n)*`, 'm').exec(file)?.[0]
  }
  const [publishing, sweeping] = ['publish', 'sweep'].map((name) => jobText('pages', name))
  const site = recipe('github', 'pages').get('.github/workflows/guidebooks.yml') ?? ''
  const shown: [name: string, text: string | undefined][] = [
    ['the workflow of GitHub', recipe('github', 'artifact').get('.github/workflows/previews.yml')],
    ['the job that publishes on GitHub Pages', publishing],
    ['the job that removes what is closed', sweeping],
    ['the job that takes a preview to a host', jobText('host', 'publish')],
    ['what starts the workflow of the site', / {2}# Previews came(?:.|\n)*?completed\]\n/.exec(site)?.[0]],
    ['what takes previews to the site', / {6}# The previews of open(?:.|\n)*?fi\n/.exec(site)?.[0]],
    ['the jobs of GitLab', recipe('gitlab', 'artifact').get('.gitlab/previews.yml')],
  ]
  for (const [name, text] of shown) {
    test(name, async () => {
      const manual = await readFile(new URL('../../../guidebooks/waymark/publish/previews.md', import.meta.url), 'utf8')
      expect(text?.length).toBeGreaterThan(50)
      expect(manual).toContain(text?.trimEnd())
    })
  }
})

describe('waymark init --previews', () => {
  const written: [ci: string, previews: string, files: string[]][] = [
    [
      'github',
      'artifact',
      ['.github/workflows/guidebooks.yml', '.github/workflows/previews.yml', '.github/scripts/preview-comment.mjs'],
    ],
    [
      'github,pre-commit',
      'pages',
      [
        '.github/workflows/guidebooks.yml',
        '.pre-commit-config.yaml',
        '.github/workflows/previews.yml',
        '.github/scripts/preview-comment.mjs',
        '.github/scripts/preview-pages.sh',
      ],
    ],
    [
      'gitea',
      'host',
      ['.gitea/workflows/guidebooks.yml', '.gitea/workflows/previews.yml', '.gitea/scripts/preview-comment.mjs'],
    ],
    ['gitlab', 'artifact', ['.gitlab-ci.yml', '.gitlab/previews.yml', '.gitlab/scripts/preview-comment.mjs']],
    ['none', 'none', []],
  ]
  for (const [ci, previews, files] of written) {
    test(`writes ${previews} for ${ci}`, async (t) => {
      const folder = await builtFolder(t, {})
      const { code, stdout, stderr } = await run(['init', folder, '--ci', ci, '--previews', previews])
      expect([code, stderr]).toStrictEqual([0, ''])
      expect([...stdout.matchAll(/^Wrote (\..*)$/gm)].map(([, file]) => file)).toStrictEqual(files)
      expect(/the page "Previews" of the manual/.test(stdout)).toBe(previews !== 'none')
      for (const file of files) expect(await readFile(`${folder}/${file}`, 'utf8'), file).not.toMatch(/^#(?:only|end)/m)
    })
  }

  const refused: [ci: string, previews: string, message: RegExp][] = [
    ['github', 'pagse', /Unexpected `pagse` in `--previews`, expected .* or `none`\n {2}Did you mean `pages`\?/],
    ['github,gitea', 'pages', /Unexpected `--previews pages` for `gitea`, expected `artifact`, `host` or `none`/],
    ['gitlab', 'host', /Unexpected `--previews host` for `gitlab`, expected `artifact` or `none`/],
    ['pre-commit', 'artifact', /Unexpected `--previews artifact` without a forge, expected `github`, .* in `--ci`/],
  ]
  for (const [ci, previews, message] of refused) {
    test(`does not write ${previews} for ${ci}, nor anything else`, async (t) => {
      const folder = await builtFolder(t, {})
      const { code, stderr } = await run(['init', `${folder}/new`, '--ci', ci, '--previews', previews])
      expect(stderr).toMatch(message)
      expect(code).toBe(2)
      await expect(readFile(`${folder}/new/waymark.yaml`)).rejects.toThrow(/ENOENT/)
    })
  }

  test('names the files that were there and would have to know of previews', async (t) => {
    const folder = await builtFolder(t, { '.gitlab-ci.yml': 'build: {}\n' })
    const { stdout } = await run(['init', folder, '--ci', 'gitlab', '--previews', 'artifact'])
    expect(stdout).toMatch(/there have to be lines in \.gitlab-ci\.yml, which may not\nbe there/)
    expect(await readFile(`${folder}/.gitlab-ci.yml`, 'utf8')).toBe('build: {}\n')
  })

  test('is not asked for where nobody sits at a terminal', async (t) => {
    const folder = await builtFolder(t, {})
    const { stdout } = await run(['init', folder, '--ci', 'github'])
    expect(stdout).not.toMatch(/preview/i)
  })
})

describe('The question where previews go', () => {
  const answers: [ci: string, said: string, place: string, asked: number][] = [
    ['github', 'pages\n', 'pages', 1],
    ['github', ' Artifact \r\n', 'artifact', 1],
    ['github', '\n', 'none', 1],
    ['github', '', 'none', 1],
    ['github', 'pagse\npages\n', 'pages', 2],
    ['github', 'a\nb\nc\npages\n', 'none', 3],
    ['github,gitea', 'pages\nhost\n', 'host', 2],
    ['gitlab,pre-commit', 'artifact\n', 'artifact', 1],
    ['pre-commit', 'artifact\n', 'none', 0],
    ['none', 'artifact\n', 'none', 0],
  ]
  for (const [ci, said, place, asked] of answers) {
    test(`for ${ci}, answered with ${JSON.stringify(said)}`, async () => {
      const [input, output] = [new PassThrough(), new PassThrough()]
      input.end(said)
      expect(await askPreviews(previewPlacesOf(ci), { input, output })).toBe(place)
      output.end()
      expect((await text(output)).match(/\? \[none\]/g) ?? []).toHaveLength(asked)
    })
  }
})
