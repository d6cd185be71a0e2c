import { editDistance } from '../../../../src/text/edit-distance.ts'
import { quote } from '../../../../src/text/quote.ts'
import type { LinkProblem, LinkRule } from '../../link-problem.ts'

/** A scheme that neither forge nor site lets through. */
export const unknownScheme = {
  code: 'links/unknown-scheme',
  severity: 'error',
  summary: 'A link with a scheme that neither forge nor site lets through',
  why: `
The forge and the site let through \`http\`, \`https\`, \`mailto\`, \`tel\`, \`xmpp\`, \`irc\` and \`ircs\`, and the site \`status\`. Any other scheme is shown as plain text. It may be misspelt (\`htpps:\`), missing (\`localhost:8080\` needs \`http://\` before it), or come from another language (\`link:https://…\` is AsciiDoc). \`C:\\docs\` and \`file:\` lead to one machine only.

\`<namespace:name>\` is a link to Markdown. Put it in backticks.
`,
  wrong: '# ERP\n\nOpen [the console](htpps://console.example.org/).\n',
  right: '# ERP\n\nOpen [the console](https://console.example.org/).\n',
  problem,
} as const satisfies LinkRule

function problem(url: string, scheme: string): LinkProblem {
  const near = nearestScheme(scheme)
  const problem = {
    code: unknownScheme.code,
    message: `Unexpected scheme ${quote(`${scheme}:`)}, expected \`https:\`, \`mailto:\` or a path`,
  }
  // AsciiDoc writes `link:https://…`.
  const [, address] = /^[^:]+:(https?:\/\/.*)$/is.exec(url) ?? []
  if (address !== undefined)
    return {
      ...problem,
      hint: `Did you mean ${quote(address)}?`,
      ...(/^(?:link|url|href)$/.test(scheme) && { replacement: address }),
    }
  if (scheme.length === 1 || scheme === 'file')
    return { ...problem, hint: 'This is a path on one machine; link to a file of the repository' }
  if (/^[^:]+:\d{1,5}(?:[/?#]|$)/.test(url)) return { ...problem, hint: `Write ${quote(`http://${url}`)}` }
  if (!near)
    return { ...problem, hint: 'Neither the forge nor the site makes a link of it; put it in backticks if it is none' }
  const replacement = near.name + url.slice(url.indexOf(':'))
  return { ...problem, hint: `Did you mean \`${near.name}:\`?`, ...(near.isCertain && { replacement }) }
}

const schemes = ['http', 'https', 'mailto', 'tel', 'xmpp', 'irc', 'ircs', 'status']

/** One letter away, two in a longer word; certain when all others are further. */
function nearestScheme(written: string): { name: string; isCertain: boolean } | undefined {
  const [best, next] = schemes
    .map((name) => ({ name, letters: editDistance(written, name) }))
    .sort((a, b) => a.letters - b.letters)
  if (!best || best.letters > (written.length < 5 ? 1 : 2)) return undefined
  return { name: best.name, isCertain: best.letters === 1 && written.length > 2 && next?.letters !== 1 }
}
