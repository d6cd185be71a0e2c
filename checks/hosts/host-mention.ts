import { isIPv4 } from 'node:net'
import type { Place } from '../../src/finding/finding.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { Fence } from '../../src/guidebook/parts/block.ts'
import { hostAddress } from '../../src/inventory/host-name.ts'
import { mentionedHosts } from '../../src/inventory/mentioned-hosts.ts'

/** A host where a page names it. */
export interface HostMention extends Place {
  /** In lower case. */
  host: string
  /** The number of its line, from 0, and where it begins there. */
  row: number
  start: number
}

/** A name with a dot, with what stands before and after it. */
const pattern = /(?<![\w.*%${}<-])[a-z0-9](?:[a-z0-9_-]{0,62}\.)+[a-z][a-z0-9-]{0,61}[a-z0-9](?![\w{}<-]|\.\w)/gi

/** Four numbers with dots: no part of a longer one, of a version or of a range. */
const addressPattern = /(?<![\w.*%${}<-])(?:\d{1,3}\.){3}\d{1,3}(?![\w*{}<-]|\.\w)/g

/** What stands in every line that names a host: most have none of it, and are looked at no further. */
const dotted = /\.[a-z\d]/i
const dottedNumber = /\d\.\d/

/** Languages of configuration: what stands there is an example of a file, more often than a fact. */
const configuration =
  /^(?:ya?ml|json[c5]?|toml|hcl|tf|terraform|nginx|caddy(?:file)?|ini|conf|cfg|xml|properties|docker(?:file|compose)?|env|dotenv|diff|patch|go|python|py|js|ts|javascript|typescript|java|ruby|rust|php|css|html|sql|jsonnet|rego|promql)$/i

/** The hosts that a page names in its text, in links, inline code, drawings and commands, by name or IPv4 address; not in examples of configuration. */
export function hostsOn(page: Page): HostMention[] {
  const lines = page.text.split('\n')
  const hidden = hiddenRows(page, lines)
  const found: HostMention[] = []
  for (const [row, line] of lines.entries()) {
    if (!dotted.test(line) || hidden.has(row) || line.length > 10_000) continue
    const addresses = dottedNumber.test(line) ? line.matchAll(addressPattern) : []
    for (const { index, 0: written } of [...line.matchAll(pattern), ...addresses]) {
      const isKept = isIPv4(written) ? isAddress(line, index, written) : isHost(line, index, written)
      if (!isKept) continue
      const place = { line: row + 1, column: index + 1, endLine: row + 1, endColumn: index + 1 + written.length }
      found.push({ host: written.toLowerCase(), row, start: index, ...place })
    }
  }
  return found
}

/** Everything on a page that has the shape of a host, in lower case, each once. */
export function hostNamesOn({ text }: Page): string[] {
  return mentionedHosts(text)
}

/** Rows of the frontmatter, of comments, and of fences whose language is one of configuration. */
function hiddenRows({ text, fences }: Page, lines: readonly string[]): Set<number> {
  const rows = new Set<number>()
  const add = (from: number, to: number) => {
    for (let row = from; row <= to; row++) rows.add(row)
  }
  if (/^---\s*$/.test(lines[0] ?? ''))
    add(
      0,
      lines.findIndex((line, row) => row > 0 && /^(?:---|\.\.\.)\s*$/.test(line)),
    )
  for (const fence of fences) if (isConfiguration(fence)) add(fence.line - 1, fence.endLine - 1)
  for (const { index, 0: comment } of text.matchAll(/<!--[\s\S]*?-->/g)) {
    const first = text.slice(0, index).split('\n').length - 1
    add(first, first + comment.split('\n').length - 1)
  }
  return rows
}

function isConfiguration({ language, value }: Fence): boolean {
  // A fence without a language may hold a file all the same.
  return (
    configuration.test(language) || (language === '' && /^(?:apiVersion|services|server|version)\s*[:{]/m.test(value))
  )
}

/** Whether four numbers are an address there: no range of them, and nothing of a path. */
function isAddress(line: string, start: number, written: string): boolean {
  const [before, after] = [line.slice(0, start), line.slice(start + written.length)]
  if (hostAddress(written) === undefined) return false
  if (/:\/\/(?:[^\s/@]*@)?$/.test(before)) return true
  return !/[/\\]$|\bv(?:ersion)?\.?\s*$/i.test(before) && !/^\/\d/.test(after)
}

/** Whether a name is a host there: no address of mail, no group of an API, no key of an annotation, no file. */
function isHost(line: string, start: number, written: string): boolean {
  const [before, after] = [line.slice(0, start), line.slice(start + written.length)]
  const hasScheme = /:\/\/(?:[^\s/@]*@)?$/.test(before)
  if (hasScheme) return true
  if (/@$/.test(before) || /[/\\]$/.test(before)) return false
  // `zone/v1alpha1`, `zone/some-key: value`, and `app.kubernetes.io/name`.
  if (/^\/v\d+(?:(?:alpha|beta)\d+)?\b/.test(after) || /^\/[\w.-]+\s*[:=]/.test(after)) return false
  return !/^\(/.test(after)
}
