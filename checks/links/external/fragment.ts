import { anchorOf, isTop, readingsOf } from '../internal/fragment.ts'

/** Places that scripts of a page find, and its HTML does not show: lines of source code, comments, media, maps, states. */
const scripted =
  /[=&?/!,;()]|^(?:[Ll]|n|r|lines?-|p|page-?)\d+|^(?:issue|issuecomment|discussion|discussioncomment|discussion_r|pullrequestreview|commitcomment|diff|event|note|file|job|step|comment|post|answer)[-_:]|^readme$/i

/**
 * What to look for in a page for a fragment, as the readings that a browser tries; none where a page cannot tell, or
 * where every page has it. `hash` as in a URL, with `#`.
 */
export function soughtAnchors(hash: string): string[] {
  const anchor = anchorOf(hash.slice(1)).replace(/-ov-file$/, '')
  const isNeverJudged = isTop(anchor) || anchor.length > 500 || readingsOf(anchor).some((one) => scripted.test(one))
  return isNeverJudged ? [] : readingsOf(anchor)
}
