import { assert, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { commentMark } from '../../../src/review/comment.ts'
import { builtFolder } from '../../status/built-folder.ts'
import type { Outcome } from '../command-line.ts'
import {
  type FakeForge,
  type ForgeAnswer,
  type ForgeComment,
  type ForgeKind,
  type ForgeOptions,
  selves,
  startForge,
  token,
} from './forge.ts'
import { environmentOf, previewWorkflow, recipe, runShell, shellSteps } from './recipe.ts'

interface Lifetime {
  onTestFinished(step: () => unknown): void
}

const kinds: ForgeKind[] = ['github', 'gitea', 'gitlab']
const head = 'a'.repeat(40)
const comment = `**1 page changed**\n\n${commentMark}\n\nPreview of <code>aaaaaaa</code>\n\n#### Pages\n`
/** What stands below the mark of a comment that the recipe has posted. */
const below = 'Preview of <code>aaaaaaa</code>\n\n#### Pages\n'

/** The step of a forge's recipe that posts the comment, and what it is told. */
function step(kind: ForgeKind, forge: FakeForge, more: Record<string, string>) {
  if (kind === 'gitlab') {
    const job = parse(recipe('gitlab', 'artifact').get('.gitlab/previews.yml') ?? '')['preview-comment']
    const script: string[] = job.script
    const env = { CI_MERGE_REQUEST_IID: '7', CI_COMMIT_SHA: head, PREVIEW_TOKEN: token, ...forge.env, ...more }
    return { script: script.join('\n'), env, file: 'comment.md' }
  }
  const [posting = assert.fail()] = shellSteps(previewWorkflow(kind, 'artifact').jobs.comment)
  const env = environmentOf(posting.env, {
    'github.token': token,
    'github.event.number': '7',
    'github.event.pull_request.number': '7',
    'github.event.pull_request.head.sha': head,
    'needs.build.outputs.file': 'https://github.com/o/r/actions/runs/1/artifacts/2',
    'github.server_url': 'https://git.example.org',
    'github.repository': 'o/r',
    'github.run_number': '3',
  })
  return { script: posting.run, env: { ...env, ...forge.env, ...more }, file: 'preview/comment.md' }
}

interface Posting extends Partial<ForgeOptions> {
  text?: string | Uint8Array | undefined
  env?: Record<string, string>
}

/** Runs the step that posts the comment, in a checkout of the default branch beside what the job before made. */
async function post(t: Lifetime, kind: ForgeKind, { text = comment, env = {}, ...options }: Posting) {
  const forge = await startForge(t, { kind, head, ...options })
  const { script, env: told, file } = step(kind, forge, env)
  const folder = await builtFolder(t, { ...Object.fromEntries(recipe(kind, 'artifact')), [file]: text })
  const outcome = await runShell(script, { cwd: folder, env: told })
  return { forge, outcome, folder }
}

const own = (kind: ForgeKind, id: number, body = `**old**\n\n${commentMark}\n`): ForgeComment => ({
  ...{ id, author: selves[kind], body },
})
const chatter = (count: number): ForgeComment[] =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, author: 'somebody', body: 'Looks good' }))

function failed({ code, stdout, stderr }: Outcome): string {
  expect([code, stdout], stderr).toStrictEqual([1, ''])
  // Neither a stack, nor what is secret.
  expect(stderr).not.toMatch(/^\s+at |a-token-of-a-test/m)
  return stderr
}

for (const kind of kinds) {
  describe.concurrent(`The comment in ${kind}`, () => {
    test('is written where there is none', async (t) => {
      const { forge, outcome } = await post(t, kind, { comments: chatter(3) })
      expect([outcome.code, outcome.stdout, outcome.stderr]).toStrictEqual([0, 'Wrote the comment\n', ''])
      expect(forge.comments).toHaveLength(4)
      const { author, body } = forge.comments.at(-1) ?? assert.fail()
      expect(author).toBe(selves[kind])
      const [verdict, , mark, ...rest] = body.split('\n')
      expect([verdict, mark]).toStrictEqual(['**1 page changed**', commentMark])
      expect(rest.join('\n').endsWith(below)).toBe(true)
    })

    test('takes the place of the one before, however many others there are', async (t) => {
      for (const count of [0, 99, 100, 250]) {
        const { forge, outcome } = await post(t, kind, { comments: [...chatter(count), own(kind, 900), ...chatter(2)] })
        expect([outcome.code, outcome.stdout]).toStrictEqual([0, 'Brought the comment up to date\n'])
        expect(forge.comments).toHaveLength(count + 3)
        expect(forge.comments[count]?.body).toContain('**1 page changed**')
      }
    })

    test('is found by its author, too: a stranger who writes the mark has that for nothing', async (t) => {
      const stranger = { id: 1, author: 'mallory', body: `Send me money\n\n${commentMark}\n` }
      const { forge, outcome } = await post(t, kind, { comments: [stranger, own(kind, 2, 'something else')] })
      expect(outcome.stdout).toBe('Wrote the comment\n')
      expect(forge.comments.slice(0, 2).map(({ body }) => body)).toStrictEqual([stranger.body, 'something else'])
    })

    test('is not written where nobody needs it any more', async (t) => {
      const closed = await post(t, kind, { states: { 7: 'closed' } })
      expect([closed.outcome.code, closed.outcome.stdout]).toStrictEqual([
        0,
        'The pull request was closed meanwhile: no comment is written\n',
      ])
      const newer = await post(t, kind, { head: 'b'.repeat(40) })
      expect([newer.outcome.code, newer.outcome.stdout]).toStrictEqual([
        0,
        'A newer commit is there, whose own run writes the comment\n',
      ])
      for (const { forge } of [closed, newer]) expect(forge.comments).toStrictEqual([])
    })

    test('is tried again where the forge is busy, and written once', async (t) => {
      const answers: ForgeAnswer[] = [
        { status: 503, headers: { 'retry-after': '0' } },
        { status: 429, headers: { 'retry-after': '0' } },
        { status: 502, body: '<html>Bad gateway</html>', headers: { 'retry-after': '0' } },
      ]
      const { forge, outcome } = await post(t, kind, { interfere: () => answers.shift() })
      expect([outcome.code, outcome.stdout]).toStrictEqual([0, 'Wrote the comment\n'])
      expect(outcome.stderr.match(/Trying again/g)).toHaveLength(3)
      expect(forge.comments).toHaveLength(1)
    })

    test('is found by the next try, where it was written and nobody heard of it', async (t) => {
      const comments: ForgeComment[] = []
      const interfere = (request: string) => {
        if (!request.startsWith('POST') || comments.length > 0) return undefined
        comments.push(own(kind, 5))
        return { status: 504, headers: { 'retry-after': '0' } }
      }
      const { outcome } = await post(t, kind, { comments, interfere })
      expect([outcome.code, outcome.stdout], outcome.stderr).toStrictEqual([0, 'Brought the comment up to date\n'])
      expect(comments.map(({ body }) => body.split('\n')[0])).toStrictEqual(['**1 page changed**'])
    })

    test('is written anew where somebody removed it between two requests', async (t) => {
      const comments = [own(kind, 5)]
      const interfere = (request: string) => {
        if (/^(?:PATCH|PUT)/.test(request)) comments.length = 0
        return undefined
      }
      const { outcome } = await post(t, kind, { comments, interfere })
      expect([outcome.code, outcome.stdout], outcome.stderr).toStrictEqual([0, 'Wrote the comment\n'])
    })

    test('is short where it is too long for the forge', async (t) => {
      const text = `${comment}${'x'.repeat(65_600)}`
      // GitHub has its limit; the others stand behind servers that may have one.
      const answers = kind === 'github' ? [] : [{ status: 413 }]
      const interfere = (request: string) => (request.startsWith('POST') ? answers.shift() : undefined)
      const { forge, outcome } = await post(t, kind, { text, interfere })
      expect([outcome.code, outcome.stdout], outcome.stderr).toStrictEqual([0, 'Wrote the comment\n'])
      const [{ body } = assert.fail()] = forge.comments
      expect(body).toMatch(/^\*\*1 page changed\*\*\n/)
      expect(body).toMatch(/The rest has no room here\.\n$/)
      expect(body).toContain(commentMark)
    })
  })
}

describe.concurrent('Nothing is written, and it says why', () => {
  const github = (answer: ForgeAnswer) => ({ interfere: () => answer })
  const cases: [name: string, posting: Posting, message: RegExp, requests: number][] = [
    [
      'without the permission',
      github({ status: 403, body: { message: 'Resource not accessible by integration' } }),
      /403 .*Resource not accessible by integration.*\nThe token may not write it: see "When it does not work"/,
      1,
    ],
    ['with a wrong token', { env: { TOKEN: 'other' } }, /401 .*Bad credentials/, 1],
    ['for a pull request that is not there', { states: {} }, /404 .*Not Found/, 1],
    [
      'where the limit is used up for longer than a job should wait',
      github({ status: 403, headers: { 'retry-after': '3600' } }),
      /Run this job again in 3600 seconds/,
      1,
    ],
    [
      'where GitHub tells the end of its limit by the clock',
      github({ status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '99999999999' } }),
      /Run this job again in \d{9,} seconds/,
      1,
    ],
    ['where it stays busy', github({ status: 429, headers: { 'retry-after': '0' } }), /429/, 4],
    ['where it stays broken', github({ status: 500, headers: { 'retry-after': '0' } }), /500/, 4],
    ['where something else answers', github({ status: 200, body: '<html>Sign in</html>' }), /expected JSON/, 1],
    ['where it is sent on', github({ status: 302, headers: { location: 'http://127.0.0.1:9/' } }), /302/, 1],
    ['of a file that Waymark did not write', { text: 'Send me money\n' }, /expected a comment of waymark preview/, 0],
    [
      'of a file whose mark is far below',
      { text: `${'Send me money\n'.repeat(9)}${commentMark}\n` },
      /expected a comment of waymark preview/,
      0,
    ],
    ['of an empty file', { text: '' }, /expected a comment of waymark preview/, 0],
    ['of bytes', { text: new Uint8Array(99) }, /expected a comment of waymark preview/, 0],
    ['of a file that is far too long', { text: `${comment}${'x'.repeat(250_000)}` }, /expected 250000 at most/, 0],
    ['with a link that is none', { env: { LINK: 'javascript:alert(1)' } }, /Unexpected LINK/, 0],
    ['with a link that ends itself', { env: { LINK: 'https://x.example/)@everyone' } }, /Unexpected LINK/, 0],
    ['for a number that is none', { env: { NUMBER: '7/../8' } }, /Unexpected NUMBER/, 0],
    ['for no number', { env: { NUMBER: '' } }, /Unexpected NUMBER/, 0],
    ['by nobody', { env: { AUTHOR: '' } }, /Unexpected absence of AUTHOR/, 1],
  ]
  for (const [name, posting, message, requests] of cases) {
    test(name, async (t) => {
      const { forge, outcome } = await post(t, 'github', posting)
      expect(failed(outcome)).toMatch(message)
      expect([forge.comments.length, forge.requests.length]).toStrictEqual([0, requests])
    })
  }

  test('where there is no file', async (t) => {
    const forge = await startForge(t, { kind: 'github' })
    const { script, env } = step('github', forge, {})
    const folder = await builtFolder(t, Object.fromEntries(recipe('github', 'artifact')))
    expect(failed(await runShell(script, { cwd: folder, env }))).toMatch(/preview\/comment\.md/)
  })
})

test('in a pipeline without the token, as those of forks are, it is no failure', async (t) => {
  const { forge, outcome } = await post(t, 'gitlab', { env: { PREVIEW_TOKEN: '' } })
  expect([outcome.code, outcome.stdout, forge.requests]).toStrictEqual([
    0,
    'There is no token here, as in the pipelines of forks: no comment is written\n',
    [],
  ])
})

test('a pipeline of merged results names the commit of the merge request', async (t) => {
  const env = { CI_COMMIT_SHA: 'c'.repeat(40), CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: head }
  const { outcome } = await post(t, 'gitlab', { env })
  expect(outcome.stdout).toBe('Wrote the comment\n')
})

test('the link leads to what the job before put there', async (t) => {
  const linked = await Promise.all((['github', 'gitea'] as const).map((kind) => post(t, kind, {})))
  expect(
    linked.map(({ forge }) => /\[Open the preview\]\((.*)\)/.exec(forge.comments[0]?.body ?? '')?.[1]),
  ).toStrictEqual(['https://github.com/o/r/actions/runs/1/artifacts/2', 'https://git.example.org/o/r/actions/runs/3'])
})
