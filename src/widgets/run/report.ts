import { plural } from '../../text/plural.ts'
import { type Mark, marksOn, outcomeOf, progressOf, type Run, type RunPage } from './run.ts'

/** A run, and what is known besides when it is copied. */
export interface Report {
  run: Run
  /** By their names; none of them secret. */
  values: Record<string, string>
  /** Of the reader, such as `Europe/Berlin`. */
  zone: string
  /** Milliseconds since 1970. */
  now: number
}

/** `2026-11-23T14:31:05+01:00`, by the clock of a zone. */
export function zonedTime(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at)
  const offset = (Date.parse(`${parts.replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000) / 60_000
  const digits = (value: number) => String(value).padStart(2, '0')
  const sign = offset < 0 ? '-' : '+'
  return `${parts.replace(' ', 'T')}${sign}${digits(Math.floor(Math.abs(offset) / 60))}:${digits(Math.abs(offset) % 60)}`
}

interface Line {
  text: string
  mark: Mark | undefined
  depth: number
  isLost?: true
}

/** The steps of a page with what was said of them, in the order of the page. */
function linesOf({ steps, marks }: RunPage): Line[] {
  const { marks: found, lost } = marksOn(steps, marks)
  const depths = new Map<string, number>()
  const lines = steps.map(({ key, text, within }): Line => {
    const depth = within === undefined ? 0 : (depths.get(within) ?? 0) + 1
    depths.set(key, depth)
    return { text, mark: found[key], depth }
  })
  return [...lines, ...lost.map((mark): Line => ({ text: mark.text, mark, depth: 0, isLost: true }))]
}

function stoppedAt(run: Run): string | undefined {
  const key = run.ended?.step
  for (const { steps } of Object.values(run.pages)) for (const step of steps) if (step.key === key) return step.text
  return undefined
}

const signs = { done: '✅', skipped: '⏭️', open: '⬜' } as const

function statesText(states: Mark['states']): string {
  return Object.entries(states ?? {})
    .map(([id, state]) => `${id} ${state}`)
    .join(', ')
}

/** Markdown for an incident or a wiki. What readers typed is text in it, and nothing else. */
export function markdownReport({ run, values, zone, now }: Report): string {
  const time = (at: number) => zonedTime(at, zone).slice(11, 19)
  const pages = Object.values(run.pages)
  const step = stoppedAt(run)
  const head = [
    `# Run: ${escaped(pages[0]?.title ?? '')}`,
    '',
    ...(run.who ? [`- By: ${escaped(run.who)}`] : []),
    `- Began: ${zonedTime(run.began, zone)} (${zone})`,
    ...(run.ended ? [`- Ended: ${zonedTime(run.ended.at, zone)}`] : []),
    `- Outcome: ${outcomeOf(run, now)}${step === undefined ? '' : `, at “${escaped(step)}”`}`,
    ...Object.entries(values).map(([name, value]) => `- Value: ${escaped(name)} = ${code(value)}`),
  ]
  const body = pages.flatMap((page) => {
    const lines = linesOf(page).flatMap(({ text, mark, depth, isLost }) => {
      const indent = '  '.repeat(depth)
      const at = mark?.at === undefined ? '' : ` ${time(mark.at)}`
      const states = statesText(mark?.states)
      return [
        `${indent}- ${signs[mark?.state ?? 'open']}${at} ${escaped(text)}${isLost ? ' (not on the page any more)' : ''}`,
        ...(mark?.note
          ? [`${indent}  ${mark.state === 'skipped' ? 'Skipped' : 'Note'}: ${noteIn(mark.note, `${indent}  `)}`]
          : []),
        ...(states ? [`${indent}  Services: ${escaped(states)}`] : []),
      ]
    })
    const commit = page.commit ? `, text of \`${page.commit.slice(0, 12)}\`` : ''
    return ['', `## ${escaped(page.title)}`, '', `<${page.url}>${commit}`, '', ...lines]
  })
  return `${[...head, ...body].join('\n')}\n`
}

/** Signs that Markdown would read. */
function escaped(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_[\]<>|#~]/g, '\\$&')
}

/** A note may have several lines. */
function noteIn(note: string, indent: string): string {
  return note.trim().split(/\r?\n/).map(escaped).join(`  \n${indent}`)
}

function code(value: string): string {
  const longest = Math.max(0, ...(value.match(/`+/g) ?? []).map(({ length }) => length))
  const fence = '`'.repeat(longest + 1)
  return longest > 0 ? `${fence} ${value} ${fence}` : `\`${value}\``
}

/** Longer messages are cut by Slack, or sent as a file. In UTF-16 code units. */
const longestMessage = 3900

/** A message for the incident's channel: what was done, by the clock, as Slack and its like show it. Nobody is called by it. */
export function incidentMessage({ run, values, zone, now }: Report): string {
  const time = (at: number) => zonedTime(at, zone).slice(11, 16)
  const pages = Object.entries(run.pages)
  const [, first] = pages[0] ?? []
  const step = stoppedAt(run)
  const entries = Object.entries(values).map(([name, value]) => `${name}=${value}`)
  const head = [
    `*${(first?.title ?? '').replaceAll('*', '')}*: ${outcomeOf(run, now)}${step === undefined ? '' : `, at “${step}”`}`,
    `${zonedTime(run.began, zone).slice(0, 16).replace('T', ' ')}${run.ended ? `–${time(run.ended.at)}` : ''} ${zone}${run.who ? `, ${run.who}` : ''}`,
    ...(first ? [`${first.url}${first.commit ? ` (${first.commit.slice(0, 12)})` : ''}`] : []),
    ...(entries.length > 0 ? [entries.join(' ')] : []),
  ]
  const marked = pages.flatMap(([, page]) =>
    linesOf(page).flatMap(({ text, mark }) => (mark?.at === undefined && !mark?.note ? [] : [{ page, text, mark }])),
  )
  // A timeline: what has only a note has no time, and stands behind.
  marked.sort((one, other) => (one.mark.at ?? Infinity) - (other.mark.at ?? Infinity))
  const lines = marked.map(({ page, text, mark }) => {
    const at = mark.at === undefined ? '' : ` ${time(mark.at)}`
    const note = mark.note ? `: ${mark.note.trim().replace(/\s+/g, ' ')}` : ''
    const bad = Object.entries(mark.states ?? {}).filter(([, state]) => state !== 'up')
    const where = page === first ? '' : ` [${page.title}]`
    return `${signs[mark.state]}${at} ${text}${where}${note}${bad.length > 0 ? ` (${statesText(Object.fromEntries(bad))})` : ''}`
  })
  const open = pages.reduce((sum, [, page]) => {
    const { done, skipped, of } = progressOf(page.steps, marksOn(page.steps, page.marks).marks)
    return sum + of - done - skipped
  }, 0)
  return quiet(fitting(head, lines, open > 0 ? [`${plural(open, 'step')} not done`] : []))
}

/** The newest lines are those that stay. */
function fitting(head: string[], lines: string[], tail: string[]): string {
  for (let left = 0; left <= lines.length; left++) {
    const gap = left > 0 ? [`… ${left} earlier steps`] : []
    const text = [...head, ...gap, ...lines.slice(left), ...tail].join('\n')
    if (text.length <= longestMessage) return text
  }
  return head.join('\n').slice(0, longestMessage).toWellFormed()
}

/** `@here` would wake everybody. */
function quiet(text: string): string {
  return text.replace(/@(?=\w)/g, '@\u2060')
}

/** The same for programs. Times in ISO 8601 with their zone's offset. */
export function jsonReport({ run, values, zone, now }: Report): string {
  const time = (at: number) => zonedTime(at, zone)
  const { began, ended, who } = run
  const pages = Object.entries(run.pages).map(([address, page]) => ({
    ...{ address, title: page.title, url: page.url, commit: page.commit, version: page.version },
    steps: linesOf(page).map(({ text, mark, depth, isLost }) => ({
      ...{ text, depth, state: mark?.state ?? 'open', at: mark?.at === undefined ? undefined : time(mark.at) },
      ...{ note: mark?.note, services: mark?.states, isGone: isLost },
    })),
  }))
  const report = {
    ...{ version: 1, title: pages[0]?.title, who, zone, began: time(began), ended: ended && time(ended.at) },
    ...{ outcome: ended?.outcome, stoppedAt: stoppedAt(run), durationMs: (ended?.at ?? now) - began, values, pages },
  }
  return `${JSON.stringify(report, undefined, 2)}\n`
}
