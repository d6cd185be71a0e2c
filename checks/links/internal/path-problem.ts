import { posix } from 'node:path'
import type { Refusal } from '../../../src/files/disclosure.ts'
import { quote } from '../../../src/text/quote.ts'
import type { LinkProblem } from '../problem.ts'
import { pathOf, tailOf } from './relative-url.ts'
import { isMailAddress, malformed, percentHint } from './shape.ts'
import type { Suggestion } from './suggestion.ts'

/** A suggestion as a link. */
export type ShownSuggestion = Pick<Suggestion, 'isCertain' | 'by'> & {
  url: string
  /** Relative to the repository. */
  file: string
}

interface Missing {
  url: string
  isImage: boolean
  /** Relative to the project's root, or to the repository. */
  folder: string
  target: { path: string }
  suggestion: ShownSuggestion | undefined
}

export function missingProblem({ url, isImage, folder, target, suggestion }: Missing): LinkProblem {
  const code = suggestion?.by === 'case' ? 'links/case' : isImage ? 'links/missing-image' : 'links/missing-file'
  const what = isImage ? 'image' : 'link to'
  const place = quote(folder === '' || folder === '.' ? './' : `${folder}/`)
  const [, anchor] = tailOf(url).split(/#(.*)/s)
  return {
    code: suggestion?.by === 'html' ? 'links/html-for-page' : code,
    message: `Unexpected ${what} ${quote(url)}, expected a file in ${place}`,
    ...hintOf(url, suggestion),
    ...(suggestion && (suggestion.isCertain ? { replacement: suggestion.url } : { guess: suggestion.file })),
    target: { file: target.path, ...(anchor && { anchor }) },
  }
}

function hintOf(url: string, suggestion: ShownSuggestion | undefined): { hint?: string } {
  if (suggestion) return { hint: `Did you mean ${quote(suggestion.url)}?` }
  const path = pathOf(url)
  if (malformed.test(path)) return { hint: percentHint }
  if (/^www\.[^/]+\.[^/]+/i.test(path)) return { hint: `Did you mean ${quote(`https://${url}`)}?` }
  // scp's notation, as `git clone` takes it.
  if (/^[\w.-]+@[\w.-]+:/.test(path))
    return { hint: 'This is an address for git; write that of its web page, with `https://`' }
  return isMailAddress(path) ? { hint: `Did you mean ${quote(`mailto:${url}`)}?` } : {}
}

/** It is found all the same, but not by every server. */
export function percentProblem(url: string): LinkProblem | undefined {
  const path = pathOf(url)
  if (!malformed.test(path)) return undefined
  const replacement = path.replace(/%(?![\da-f]{2})/gi, '%25') + tailOf(url)
  const message = `Unexpected \`%\` in ${quote(url)}, expected two hexadecimal digits after it`
  return { code: 'links/percent-encoding', message, hint: `Write ${quote(replacement)}`, replacement }
}

/** `draft` is the page that the folder would have. */
export function folderProblem(url: string, draft?: string): LinkProblem {
  const hint = draft
    ? `Its ${quote(posix.basename(draft))} is a draft: the site lists what is in it`
    : 'The site lists what is in it; a `README.md` can say more'
  return {
    code: 'links/folder-without-page',
    message: `Unexpected link to ${quote(url)}, expected a folder with a \`README.md\``,
    hint,
  }
}

/** No page in it or below: the site does not know it. */
export function emptyFolderProblem(url: string): LinkProblem {
  const hint = 'The site shows no list of it: write a `README.md` there, or link to its files'
  return { ...folderProblem(url), severity: 'warning', hint }
}

export function draftProblem(url: string): LinkProblem {
  const message = `Unexpected link to ${quote(url)}, expected a page that is not a draft`
  return { code: 'links/draft', message, hint: 'Readers of the site cannot follow it before `draft` is taken away' }
}

export function beyondProblem(url: string): LinkProblem {
  const message = `Unexpected link to ${quote(url)}, expected a target in this repository`
  const hint = 'Write the whole address, with `https://`; `checks.links.map` says where a clone of it stands'
  return { code: 'links/outside-repository', message, hint }
}

const refusals: Readonly<Record<Refusal, string>> = {
  missing: 'It is a symbolic link to nothing',
  outside: 'It is a symbolic link that leads out of the repository',
  git: 'What is in `.git` is never shown: it may hold passwords',
  hidden: 'What begins with a dot, and `node_modules`, is not published',
  ignored: 'Git ignores it, so that nobody else has it',
}

/** A file that is there, but is kept from readers. `file` is relative to the repository. */
export function refusedProblem(url: string, refusal: Refusal, file: string): LinkProblem {
  const message = `Unexpected link to ${quote(url)}, expected a file that is published`
  return { code: 'links/excluded', message, hint: refusals[refusal], target: { file } }
}

/** A file whose name the site needs for itself, or by which its host is told what to do. */
export function takenProblem(url: string, file: string): LinkProblem {
  return {
    code: 'links/excluded',
    message: `Unexpected link to ${quote(url)}, expected a file that the site can publish under its name`,
    hint: 'The site has that name itself, or its host takes orders from such a file; `public` in `waymark.yaml` publishes the latter',
    target: { file },
  }
}

export function emptyProblem(isImage: boolean): LinkProblem {
  const message = `Unexpected empty ${isImage ? 'source of an image' : 'target of a link'}, expected a path or an address`
  return { code: 'links/empty', message }
}

/** What was written with a slash at the end keeps it. */
export function slashed(meant: string, url: string): string {
  const path = pathOf(meant)
  return pathOf(url).endsWith('/') && !path.endsWith('/') ? `${path}/${tailOf(meant)}` : meant
}
