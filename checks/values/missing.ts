import { quote } from '../../src/text/quote.ts'
import { suggestion } from '../../src/text/suggestion.ts'
import type { RawFinding } from '../check.ts'
import type { Claim } from './claims.ts'
import type { ValueRule } from './rule.ts'

/** A pointer is a promise that something stands there. */
export const missing = {
  code: 'values/missing',
  severity: 'error',
  summary: 'A pointer to a value, or to a part of a file, that is not there',
  why: `
A link's fragment is a JSON Pointer into a file of YAML, JSON, TOML or HCL, or the name of a variable in an example of an environment, and the file has no such key; or a fence shows lines or a region that its file does not have. Somebody renamed or removed it: what the page says of it holds no more for certain. A link to a file that is not there is told by [the check of links](links.md).
`,
  wrong: {
    'guidebooks/README.md': '# Shop\n\nVersion [22.0.4](../chart/values.yaml#/image/tag) runs.\n',
    'chart/values.yaml': 'image:\n  repository: acme/shop\n  version: "22.0.4"\n',
  },
  right: {
    'guidebooks/README.md': '# Shop\n\nVersion [22.0.4](../chart/values.yaml#/image/version) runs.\n',
    'chart/values.yaml': 'image:\n  repository: acme/shop\n  version: "22.0.4"\n',
  },
  check: (claims): RawFinding[] =>
    claims.flatMap((claim) => {
      const said = problemOf(claim)
      if (!said) return []
      const { line, column, endLine, endColumn } = claim.kind === 'value' ? claim.link : headOf(claim.fence)
      return [{ code: missing.code, ...said, file: claim.file, line, column, endLine, endColumn }]
    }),
} as const satisfies ValueRule

function problemOf(claim: Claim): Pick<RawFinding, 'message' | 'hint'> | undefined {
  const { path } = claim
  if (claim.kind === 'snippet') {
    if (!claim.isFile) return { message: `Unexpected file ${quote(path)}, expected a text that a page may link to` }
    if (claim.lines) return undefined
    const expected = claim.part.kind === 'lines' ? 'lines' : 'a region'
    const hint =
      claim.part.kind === 'lines'
        ? {}
        : { hint: `\`#region ${claim.part.name}\` and \`#endregion\` in comments make one` }
    return { message: `Unexpected ${quote(claim.fragment)}, expected ${expected} of ${quote(path)}`, ...hint }
  }
  const { found, pointer } = claim
  if (found.kind === 'unreadable')
    return { message: `Unexpected pointer into ${quote(path)}, expected a file that can be read` }
  if (found.kind !== 'nothing') return undefined
  const hint = suggestion(found.missing, found.known)
  const message = `Unexpected pointer ${quote(pointer)}, expected a value of ${quote(path)}`
  return { message, hint: hint ?? `There is no ${quote(found.missing)}` }
}

/** The first line of a fence. */
function headOf<P extends { line: number; column: number }>({ line, column }: P) {
  return { line, column, endLine: line, endColumn: column + 3 }
}
