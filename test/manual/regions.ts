import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { allCodes, allRules } from '../../checks/registry.ts'
import type { Example, Rule } from '../../checks/rule.ts'

/** The manual's pages, relative to the project's root. */
export const manualPages = globSync('guidebooks/waymark/**/*.md').sort()

/** What makes the text of a region from the words in its first comment; the file is the page that has the region. */
const makers: Record<string, (words: readonly string[], file: string) => string> = {
  codes: codeTable,
  rules: ruleSections,
}

/**
 * A page with its regions made anew. A region stands between `<!-- made from: MAKER WORD ... -->` and `<!-- made: end -->`,
 * each alone on its line.
 */
export function withRegions(text: string, file: string): string {
  return text.replace(
    /^(<!-- made from: (\S+)([^\n]*?) -->\n)[\s\S]*?^(<!-- made: end -->)$/gm,
    (_, begin: string, name: string, words: string, end: string) => {
      const maker = makers[name]
      if (!maker) throw new Error(`Unexpected region "${name}" in ${file}, expected ${Object.keys(makers).join(', ')}`)
      return `${begin}\n${maker(words.split(' ').filter(Boolean), file).trim()}\n\n${end}`
    },
  )
}

const weights = { error: 'Error', warning: 'Warning', info: 'Info' }

/** A table of the codes that begin with one of these words, such as `structure/`; of all when there is none. */
function codeTable(beginnings: readonly string[], file: string): string {
  const sections = sectionPages()
  const rows = Object.entries(allCodes())
    .filter(([code]) => beginnings.length === 0 || beginnings.some((one) => code.startsWith(one)))
    .map(([code, { severity, summary }]) => {
      const page = path.posix.relative(path.posix.dirname(file), sections.get(code) ?? file)
      const href = `${sections.get(code) === file ? '' : page}#${code.replace('/', '')}`
      return `| [\`${code}\`](${href}) | ${weights[severity]} | ${summary} |`
    })
  return ['| Code | Severity | In short |', '| --- | --- | --- |', ...rows].join('\n')
}

/** The sections of these rules. */
function ruleSections(codes: readonly string[], file: string): string {
  return codes
    .map((code) => {
      const rule = allRules().find((one) => one.code === code)
      if (!rule) throw new Error(`Unexpected rule "${code}" in ${file}, expected one that a check has`)
      return `### ${code}\n\n${rule.why.trim()}\n\n${exampleText('Wrong', rule, filesOf(rule.wrong))}\n\n${exampleText('Right', rule, changedFiles(rule))}`
    })
    .join('\n\n')
}

function filesOf(example: Example): [name: string, text: string][] {
  return Object.entries(typeof example === 'string' ? { '': example } : example)
}

/** What differs from the wrong example. */
function changedFiles({ wrong, right }: Rule): [name: string, text: string][] {
  const before = new Map(filesOf(wrong))
  return filesOf(right).filter(([name, text]) => before.get(name) !== text)
}

function exampleText(word: string, { code }: Rule, files: [name: string, text: string][]): string {
  if (files.length === 0) throw new Error(`Unexpected example of ${code} without a file`)
  return files
    .map(([name, text]) => {
      const fence = '`'.repeat(Math.max(3, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length + 1)))
      const language = path
        .extname(name)
        .slice(1)
        .replace(/^ya?ml$/, 'yaml')
        .replace(/^(?:md)?$/, 'markdown')
      return `${word}${name && `, in \`${name}\``}:\n\n${fence}${language}\n${text.trimEnd()}\n${fence}`
    })
    .join('\n\n')
}

/** The page that explains each code. */
function sectionPages(): Map<string, string> {
  return new Map(
    manualPages.flatMap((file) =>
      Array.from(
        readFileSync(file, 'utf8').matchAll(/^### ([a-z]+\/[a-z-]+)$|^<!-- made from: rules ([^\n]*) -->$/gm),
        ([, code, codes = '']) => (code ? [code] : codes.split(' ')),
      )
        .flat()
        .map((code) => [code, file] as const),
    ),
  )
}
