import type { SafeSvg, UnreadableSvg } from '../../../src/svg/safe-svg.ts'
import { quote } from '../../../src/text/quote.ts'
import type { LinkProblem } from '../problem.ts'

/** What is wrong with a link to a picture, which the site publishes without what would run or be loaded. */
export function pictureProblem(url: string, picture: SafeSvg | UnreadableSvg | undefined): LinkProblem | undefined {
  if (picture?.kind === 'unreadable') {
    return {
      code: 'links/unreadable-picture',
      message: `Unexpected SVG at ${quote(url)}, expected one that can be read: ${picture.reason}`,
      hint: 'It is not published: export it anew as plain SVG, without entities',
    }
  }
  const [first] = picture?.dropped ?? []
  if (first === undefined) return undefined
  return {
    code: 'links/active-picture',
    message: `Unexpected ${(picture?.dropped ?? []).map((what) => `\`${what}\``).join(', ')} in the SVG at ${quote(url)}, expected a picture that runs and loads nothing`,
    hint: 'It is left out of the published picture: remove it, or put what it loads into the file',
  }
}
