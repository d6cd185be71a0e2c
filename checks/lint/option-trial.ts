import type { Root } from 'mdast'
import { unified } from 'unified'
import type { Page } from '../../src/guidebook/page.ts'
import { readPage } from '../../src/guidebook/page.ts'
import { isRecord } from '../../src/schema/settings.ts'
import { quote } from '../../src/text/quote.ts'
import { LintFile } from './lint-file.ts'
import { oneLine } from './message.ts'
import { rulePlugins } from './presets.ts'

/** A bit of everything, so that a rule looks at each of its options. */
const sample = `# One

*a* __b__ [c](d "e") ![f](g 'h') [i][j] [k] ![l][j] https://example.org *m* **n**${'  '}
o

**p**

q

> r
s

* [x] t

  u
* [ ] v

1. w
2. x

- y
+ z

## One.

~~~sh
$ a
~~~

    b

| c | d |
| - | -: |
| e | f |

***

[j]: <k> (l)
[j]: k
[^m]: n`

/** Tries options of rules on a page. */
export class OptionTrial {
  readonly #page: Page
  readonly #tree: Root = { type: 'root', children: [] }
  readonly #plugins = rulePlugins()

  constructor() {
    let tree = this.#tree
    this.#page = readPage('sample.md', Buffer.from(sample), (_, read) => {
      tree = read
    })
    this.#tree = tree
  }

  /** What is wrong with an option of a known rule: "Unexpected value …, expected …". */
  faultOf(rule: string, option: unknown): string | undefined {
    const plugin = this.#plugins.get(rule)
    if (!plugin || option === undefined) return undefined
    const refusal = refusalOf(rule, option)
    if (refusal !== undefined) return refusal
    const file = new LintFile(this.#page)
    unified().use(plugin, [1, option]).runSync(this.#tree, file)
    const failure = file.takeFailure()
    return failure && worded(failure.message)
  }
}

/** Rules that take anything for their number, and then say nothing. */
const numeric: readonly string[] = ['maximum-heading-length', 'maximum-line-length', 'no-multiple-toplevel-headings']

/** What rules do not refuse by themselves. */
function refusalOf(rule: string, option: unknown): string | undefined {
  // One may take for ever on the text that it is tried on.
  if (holdsPattern(option)) return 'Unexpected regular expression, expected a text'
  const isOpen = rule === 'no-file-name-irregular-characters' && typeof option === 'string' && option.includes(']')
  if (isOpen) return 'Unexpected `]`, expected a set of characters without it'
  const isNumber = typeof option === 'number' && Number.isFinite(option)
  return numeric.includes(rule) && !isNumber ? `Unexpected ${quote(option)}, expected a number` : undefined
}

/** The depth of what was read from YAML is bounded. */
function holdsPattern(option: unknown): boolean {
  if (Array.isArray(option)) return option.some(holdsPattern)
  return isRecord(option) && (Object.hasOwn(option, 'source') || Object.values(option).some(holdsPattern))
}

/** What a rule throws by itself is worded for those who write rules. */
function worded(message: string): string {
  return message.startsWith('Unexpected')
    ? oneLine(message)
    : 'Unexpected option, expected one that the rule understands'
}
