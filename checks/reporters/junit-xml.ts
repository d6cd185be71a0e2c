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
