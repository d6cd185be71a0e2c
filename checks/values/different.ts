import type { Fix, Place } from '../../src/finding/finding.ts'
import { LineIndex } from '../../src/text/line-index.ts'
import { quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import { inProject } from '../inventory/place.ts'
import type { ValueClaim } from './claims.ts'
import type { ValueRule } from './rule.ts'
import { isSameValue } from './same-value.ts'

/** The author has said where the value comes from. */
export const different = {
  code: 'values/different',
  severity: 'error',
  summary: 'A value on a page that its file says otherwise',
  why: `
The text of the link is not the value that it points at. It is compared as a person would: \`22.0.4\` and \`v22.0.4\`, with backticks or quotes, \`50Gi\` and 50 GiB, 10000 and 10,000, \`300s\` and 5 minutes are the same. \`waymark check --fix\` writes the value that the file has. What may be a secret by its name is never shown: the finding says only that it differs.
`,
  wrong: {
    'guidebooks/README.md': '# Shop\n\nVersion [22.0.3](../chart/values.yaml#/image/tag) runs.\n',
    'chart/values.yaml': 'image:\n  repository: acme/shop\n  tag: "22.0.4"\n',
  },
  right: {
    'guidebooks/README.md': '# Shop\n\nVersion [22.0.4](../chart/values.yaml#/image/tag) runs.\n',
    'chart/values.yaml': 'image:\n  repository: acme/shop\n  tag: "22.0.4"\n',
  },
  check: (claims, input): RawFinding[] =>
    claims.flatMap((claim) => {
      if (claim.kind !== 'value' || claim.found.kind !== 'value') return []
      const { link, path, pointer, file, found } = claim
      if (isSameValue(link.text, found.text)) return []
      const where = inProject(input.project, path)
      const place = found.line === undefined ? `${where}#${pointer}` : `${where}:${found.line}`
      const fix = found.isSecret ? undefined : fixOf(claim, found.text)
      const { line, column, endLine, endColumn } = link
      return [
        {
          code: different.code,
          message: `Unexpected value ${found.isSecret ? '' : `${quote(link.text)} `}of ${quote(pointer)}, expected ${found.isSecret ? 'that of its file' : quote(found.text)}`,
          hint: `${quote(place)} says so`,
          ...{ file, line, column, endLine, endColumn },
          ...(fix && { fix }),
        },
      ]
    }),
} as const satisfies ValueRule

/** The value in place of the text, where that stands there as it is read and is a value itself: prose is nobody's to replace. */
function fixOf({ page, file, link }: ValueClaim, value: string): Fix | undefined {
  const lines = new LineIndex(page.text)
  const start = lines.offsetOf(link.line, link.column)
  const slice = page.text.slice(start, lines.offsetOf(link.endLine, link.endColumn))
  const [, open = '', written = ''] = /^\[(`?)([^\]`\n]+)\1\][([]/.exec(slice) ?? []
  if (written === '' || written.trim() !== link.text.trim() || !isValue(written)) return undefined
  const text = /^v\d/.test(written) && /^\d/.test(value) ? `v${value}` : value
  if (!/^[\w.:/@+%, -]{1,200}$/.test(text) || (open === '' && /[_*]/.test(text))) return undefined
  const at = start + 1 + open.length
  const place: Place = lines.placeOf(at, at + written.length)
  return { title: `Write \`${text}\``, edits: [{ file, text, ...place }] }
}

/** One word, or an amount with its unit. */
function isValue(text: string): boolean {
  return /^\S+$/.test(text) || /^\d[\d.,'_ ]*\s?[A-Za-z%]*$/.test(text)
}
