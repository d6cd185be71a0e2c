import { escapeMarkup } from '../../src/text/markup.ts'
import { printable } from '../../src/text/printable.ts'

/** Attributes of an element in their order; texts as `xmlText` gives them. */
type Attributes = Readonly<Record<string, string | number>>

/** How many tests there are, how many failed, … */
type Counts = Attributes & { tests: number; failures: number; errors: 0 }

export interface JunitSuite {
  name: string
  counts: Counts
  cases: JunitCase[]
}

export interface JunitCase {
  attributes: Attributes
  /** Why it did not pass; absent where it did. `text` as `xmlText` gives it, of several lines perhaps. */
  outcome?: { element: 'failure' | 'skipped'; attributes: Attributes; text?: string }
}

/** A file of JUnit's XML, as Jenkins and GitLab read it. */
export function junitXml(name: string, counts: Counts, suites: readonly JunitSuite[]): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributesOf({ name, ...counts })}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
  ]
  return `${lines.join('\n')}\n`
}

function suiteLines({ name, counts, cases }: JunitSuite): string[] {
  return [`  <testsuite${attributesOf({ name, ...counts })}>`, ...cases.flatMap(caseLines), '  </testsuite>']
}

function caseLines({ attributes, outcome }: JunitCase): string[] {
  const open = `    <testcase${attributesOf(attributes)}`
  if (!outcome) return [`${open}/>`]
  const { element, text } = outcome
  const start = `      <${element}${attributesOf(outcome.attributes)}`
  return [`${open}>`, text === undefined ? `${start}/>` : `${start}>${text}</${element}>`, '    </testcase>']
}

function attributesOf(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('')
}

/**
 * Untrusted text as one line of XML 1.0, in an attribute or between tags. U+FFFE and U+FFFF are no characters there. As
 * in `withoutCommands`, nothing in it is a command to a CI server.
 */
export function xmlText(text: string, longest?: number): string {
  return escapeMarkup(printable(text, longest).replace(/[\ufffe\uffff]/g, '\uFFFD'))
    .replaceAll("'", '&apos;')
    .replace(/^(\s*):(?=:)/, '$1&#58;')
    .replace(/##(?=\w{0,20}\[)/g, '#&#35;')
}
