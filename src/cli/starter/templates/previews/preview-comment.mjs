// Writes what `waymark preview --comment` made into a pull request, in place of what it wrote there before.
//
//   node preview-comment.mjs FILE
//
// The file is data that another job made: it is measured, and nothing in it is run. The environment tells the rest:
// TOKEN; NUMBER of the pull request; COMMIT that the preview shows; AUTHOR, whom the token writes as (GitLab is asked);
// LINK to the preview, if there is one; and what GitHub, Gitea, Forgejo and GitLab set by themselves.
import { readFileSync, statSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

const mark = '<!-- waymark:preview -->'
/** Waymark writes 60,000 characters at most: a longer file is not from it. */
const mostBytes = 250_000
const mostPages = 50
const mostTries = 4
/** In seconds: a runner that waits costs as much as one that works. */
const longestWait = 60

/** What no second try mends. */
class Refusal extends Error {}

/** What a second try may mend, after so many seconds. */
class Busy extends Error {
  constructor(message, seconds) {
    super(message)
    this.seconds = seconds
  }
}

/** How a forge calls things. */
function forgeOf(env) {
  const number = env.NUMBER ?? ''
  if (!/^[1-9]\d{0,9}$/.test(number)) throw new Refusal('Unexpected NUMBER, expected that of a pull request')
  if (env.GITLAB_CI) {
    const request = `${env.CI_API_V4_URL}/projects/${env.CI_MERGE_REQUEST_PROJECT_ID}/merge_requests/${number}`
    return {
      headers: { 'private-token': env.TOKEN },
      request,
      isOpen: ({ state }) => state === 'opened',
      headOf: ({ sha }) => sha,
      comments: `${request}/notes`,
      comment: (id) => [`${request}/notes/${id}`, 'PUT'],
      authorOf: ({ author }) => author?.username,
      self: async (ask) => (await ask('GET', `${env.CI_API_V4_URL}/user`)).username,
    }
  }
  const repository = `${env.GITHUB_API_URL}/repos/${env.GITHUB_REPOSITORY}`
  return {
    headers: { authorization: `Bearer ${env.TOKEN}` },
    request: `${repository}/pulls/${number}`,
    isOpen: ({ state }) => state === 'open',
    headOf: ({ head }) => head?.sha,
    comments: `${repository}/issues/${number}/comments`,
    comment: (id) => [`${repository}/issues/comments/${id}`, 'PATCH'],
    authorOf: ({ user }) => user?.login,
    self: async () => env.AUTHOR,
  }
}

/** Returns what the forge answers. Throws Busy where it may do so later, else Refusal. */
async function ask(forge, method, url, body) {
  const options = {
    method,
    headers: {
      accept: 'application/json',
      'user-agent': 'waymark-preview',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...forge.headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    // A redirect would take the token along.
    redirect: 'manual',
    signal: AbortSignal.timeout(30_000),
  }
  const answer = await fetch(url, options).catch((error) => {
    throw new Busy(`${method} ${url}: ${error.cause?.code ?? error.name}`)
  })
  const text = await answer.text().catch(() => '')
  if (answer.ok) {
    try {
      return JSON.parse(text)
    } catch {
      throw new Refusal(`${method} ${url}: unexpected answer, expected JSON`)
    }
  }
  const { status } = answer
  const reason = `${method} ${url}: ${status} ${text.replace(/\s+/g, ' ').slice(0, 300)}`
  const seconds = waitOf(answer)
  if (status === 429 || status >= 500) throw new Busy(reason, seconds)
  // GitHub limits with 403 as well, and says so in its headers or its words.
  if (status === 403 && (seconds !== undefined || /rate limit/i.test(text))) throw new Busy(reason, seconds ?? 60)
  throw Object.assign(new Refusal(reason), { status })
}

/** For how many seconds the forge asks to be left alone, if it does. */
function waitOf({ headers }) {
  const after = headers.get('retry-after')
  if (/^\d+$/.test(after ?? '')) return Number(after)
  const header = (name) => headers.get(`x-ratelimit-${name}`) ?? headers.get(`ratelimit-${name}`)
  if (header('remaining') !== '0') return undefined
  return Math.max(0, Number(header('reset')) - Math.floor(Date.now() / 1000))
}

/** The comment of the time before: by its mark, which anybody can write, and by its author, whom nobody can. */
async function findComment(forge, askForge) {
  const self = await forge.self(askForge)
  if (!self) throw new Refusal('Unexpected absence of AUTHOR, expected whom the token writes as')
  const seen = new Set()
  for (let page = 1; page <= mostPages; page++) {
    const comments = await askForge('GET', `${forge.comments}?per_page=100&page=${page}`)
    if (!Array.isArray(comments)) throw new Refusal('Unexpected answer, expected a list of comments')
    const found = comments.find((one) => forge.authorOf(one) === self && String(one.body).includes(mark))
    if (found) return found.id
    // Gitea gives all of them, whatever page is asked for.
    const fresh = comments.filter(({ id }) => !seen.has(id))
    if (fresh.length === 0) return undefined
    for (const { id } of fresh) seen.add(id)
  }
  return undefined
}

/** Returns what was done. It looks before it writes, so it may be run again. */
async function writeComment(forge, { text, short, commit }) {
  const askForge = (method, url, body) => ask(forge, method, url, body)
  const request = await askForge('GET', forge.request)
  if (!forge.isOpen(request)) return 'The pull request was closed meanwhile: no comment is written'
  if (commit && forge.headOf(request) !== commit) return 'A newer commit is there, whose own run writes the comment'
  const id = await findComment(forge, askForge)
  const [url, method] = id === undefined ? [forge.comments, 'POST'] : forge.comment(id)
  try {
    await askForge(method, url, { body: text })
  } catch (error) {
    if (id !== undefined && (error.status === 404 || error.status === 410)) throw new Busy('The comment is gone', 0)
    if (error.status !== 413 && error.status !== 422) throw error
    await askForge(method, url, { body: short })
  }
  return id === undefined ? 'Wrote the comment' : 'Brought the comment up to date'
}

/** The file as it is posted, and what is left of it where it is too long for the forge. */
function readComment(file, link) {
  const size = statSync(file).size
  if (size > mostBytes) throw new Refusal(`Unexpected size of ${file}, ${size} bytes, expected ${mostBytes} at most`)
  const written = readFileSync(file, 'utf8')
  const [verdict = '', ...rest] = written.split('\n')
  if (!rest.slice(0, 5).includes(mark)) throw new Refusal(`Unexpected ${file}, expected a comment of waymark preview`)
  if (link && !/^https?:\/\/[\w.:/?=&%+~@-]+$/.test(link)) throw new Refusal('Unexpected LINK, expected an address')
  const head = `${verdict}\n\n${mark}\n${link ? `\n[Open the preview](${link})\n` : ''}`
  const body = rest.slice(rest.indexOf(mark) + 1).join('\n')
  return { text: `${head}${body}`, short: `${head}\nThe rest has no room here.\n` }
}

async function main(env, [file = 'comment.md']) {
  if (!env.TOKEN) return 'There is no token here, as in the pipelines of forks: no comment is written'
  const forge = forgeOf(env)
  const comment = { ...readComment(file, env.LINK), commit: env.COMMIT }
  for (let tried = 1; ; tried++) {
    try {
      return await writeComment(forge, comment)
    } catch (error) {
      if (!(error instanceof Busy) || tried === mostTries) throw error
      const seconds = error.seconds ?? 2 ** tried
      if (!(seconds <= longestWait)) throw new Refusal(`${error.message}\nRun this job again in ${seconds} seconds`)
      console.error(`${error.message}\nTrying again in ${seconds} seconds`)
      await pause(seconds * 1000)
    }
  }
}

try {
  console.log(await main(process.env, process.argv.slice(2)))
} catch (error) {
  if (!(error instanceof Refusal || error instanceof Busy || error.code === 'ENOENT')) throw error
  console.error(`No comment is written. ${error.message}`)
  if (error.status === 401 || error.status === 403)
    console.error('The token may not write it: see "When it does not work" of the page "Previews" in the manual of Waymark')
  process.exitCode = 1
}
