import type { Page } from '../../src/guidebook/page.ts'
import type { Ignore } from '../../src/guidebook/parts/ignore.ts'
import { quote } from '../../src/text/quote.ts'
import { suggestion } from '../../src/text/suggestion.ts'
import type { Code, Codes, RawFinding } from '../check.ts'

/** What can be wrong with a comment that asks for findings not to be told. */
export const ignoreCodes = {
  'structure/unused-ignore': { severity: 'warning', summary: 'A `waymark-ignore` that hides nothing' },
  'structure/unknown-ignore': { severity: 'warning', summary: 'A `waymark-ignore` of a code that there is not' },
} as const satisfies Record<string, Code>

export interface IgnoreOptions {
  codes: Codes
  /** Whether this run tells a code: an ignore of another one is not held against it. */
  isTold: (code: string) => boolean
  inRoot: (file: string) => string
}

/** Takes out what the pages ask not to be told, and adds those of their comments that hide nothing. */
export function applyIgnores(
  found: readonly RawFinding[],
  pages: readonly Page[],
  options: IgnoreOptions,
): RawFinding[] {
  const asking = new Map(
    pages.filter(({ ignores }) => ignores.length > 0).map((page) => [options.inRoot(page.file), page]),
  )
  if (asking.size === 0) return [...found]
  const used = new Set<string>()
  const rest = found.filter((one) => {
    const hiding = (asking.get(one.file)?.ignores ?? []).filter((ignore) => hides(ignore, one))
    for (const ignore of hiding) used.add(keyOf(one.file, ignore, one.code))
    return hiding.length === 0
  })
  const unused = [...asking].flatMap(([file, { ignores }]) =>
    ignores.flatMap((ignore) => complaints(ignore, file, used, options)),
  )
  return [...rest, ...unused]
}

function hides({ codes, from, to }: Ignore, { code, line }: RawFinding): boolean {
  return line >= from && line <= to && codes.includes(code)
}

function keyOf(file: string, { line, column }: Ignore, code: string): string {
  return `${file}\0${line}:${column}\0${code}`
}

function complaints(ignore: Ignore, file: string, used: Set<string>, { codes, isTold }: IgnoreOptions): RawFinding[] {
  const { line, column, endLine, endColumn } = ignore
  const at = { file, line, column, endLine, endColumn }
  if (ignore.codes.length === 0) {
    const message = 'Unexpected `waymark-ignore` without a code, expected one such as `links/missing-file`'
    return [{ code: 'structure/unknown-ignore', message, hint: 'Name the code of the finding to ignore', ...at }]
  }
  return ignore.codes.flatMap((code): RawFinding[] => {
    if (!Object.hasOwn(codes, code)) {
      const near = suggestion(code, Object.keys(codes))
      const message = `Unexpected code ${quote(code)} to ignore, expected one that Waymark has`
      return [{ code: 'structure/unknown-ignore', message, ...(near !== undefined && { hint: near }), ...at }]
    }
    if (used.has(keyOf(file, ignore, code)) || !isTold(code)) return []
    const message = `Unexpected \`waymark-ignore ${code}\`, expected a finding that it hides`
    const hint = 'Remove it, or put it right before the block or into the line of the finding'
    return [{ code: 'structure/unused-ignore', message, hint, ...at }]
  })
}
