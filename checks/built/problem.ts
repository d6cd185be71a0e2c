import { quote } from '../../src/text/quote.ts'
import type { LinkProblem } from '../links/problem.ts'
import { percentDecoded } from './anchors.ts'
import type { BrokenLink } from './crawl-message.ts'

/** What is wrong with a link of the built site, on its page and on as many `others`. */
export function problemOf(link: BrokenLink, base: string, others = 0): LinkProblem {
  const on = `on the built page ${shown(link.page)}${others === 0 ? '' : ` and ${others} more`}`
  if (link.anchor !== undefined)
    return {
      code: 'links/built-anchor',
      message: `Unexpected anchor ${quote(`#${link.anchor}`)} of ${shown(link.target)} ${on}, expected an \`id\` there`,
      hint: 'Build the site again, or link to a heading that the page has',
    }
  return {
    code: 'links/built-missing',
    ...missing(link, `Unexpected link to ${shown(link.target, link.why)} ${on}`, base),
  }
}

function missing({ why }: BrokenLink, head: string, base: string): { message: string; hint: string } {
  switch (why) {
    case 'outside':
      return {
        message: `${head}, expected an address under ${quote(base)}`,
        hint: 'The site is built for that base path: write the link relative to the page',
      }
    case 'malformed':
      return {
        message: `${head}, expected two hexadecimal digits behind each \`%\``,
        hint: 'Write `%25` for a percent sign',
      }
    case 'unreadable':
      return { message: `${head}, expected a file that can be read`, hint: 'Look at its permissions' }
    default:
      return {
        message: `${head}, expected a page or a file of the site`,
        hint: 'Build the site again, or mend what the link leads to',
      }
  }
}

/** As people write it, unless what is wrong is how it is encoded. */
function shown(path: string, why?: BrokenLink['why']): string {
  return quote(why === 'malformed' ? path : percentDecoded(path))
}
