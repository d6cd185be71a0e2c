import type { Place } from '../../src/finding/finding.ts'
import type { Fence } from '../../src/guidebook/parts/block.ts'
import type { LineIndex } from '../../src/text/line-index.ts'
import type { Mention } from './mention.ts'

/** A target in a line of a fence: its first character, from 0. */
interface FenceTarget {
  url: string
  at: number
}

const longestLine = 10_000

/** The targets in a fence: of `click` and `link` in Mermaid, and the ids of a `status` block, as `status:` links. */
export function fenceMentions(fence: Fence, lines: LineIndex): Mention[] {
  const read = fence.language === 'status' ? statusTargets : mermaidTargets
  return fence.value.split(/\r\n|\n|\r/).flatMap((line, index) => {
    const targets = line.length > longestLine ? [] : read(line)
    return targets.map(({ url, at }) => {
      const isStatus = fence.language === 'status'
      const written = placeIn(lines, fence.firstLine + index, line, at, url.length)
      return { kind: 'fence', url: isStatus ? `status:${url}` : url, ...written, written }
    })
  })
}

/** In a quote or a list the fence has lost what stands before its lines: they end where the page's do. */
function placeIn(lines: LineIndex, line: number, value: string, at: number, length: number): Place {
  const column = Math.max(0, lines.line(line).length - value.length) + at + 1
  return { line, column, endLine: line, endColumn: column + length }
}

function statusTargets(line: string): FenceTarget[] {
  const url = line.trim()
  return url === '' ? [] : [{ url, at: line.indexOf(url) }]
}

/** In flowcharts, class, state and Gantt diagrams; `call` runs a function, which is no target. */
const click = /^\s*(?:click|link)\s+\S+\s+(?:href\s+)?"([^"]*)"/d

/** In sequence diagrams. */
const actorLink = /^\s*link\s+[^:@"]+:[^@"]*@\s*(\S+)/d
const actorLinks = /^\s*links\s+[^:]+:\s*\{/
const entry = /"[^"]*"\s*:\s*"([^"]*)"/dg

function mermaidTargets(line: string): FenceTarget[] {
  const one = click.exec(line) ?? actorLink.exec(line)
  if (one) return targetOf(one)
  return actorLinks.test(line) ? [...line.matchAll(entry)].flatMap(targetOf) : []
}

function targetOf(match: RegExpExecArray): FenceTarget[] {
  const [url, at] = [match[1], match.indices?.[1]?.[0]]
  return url === undefined || at === undefined ? [] : [{ url, at }]
}
