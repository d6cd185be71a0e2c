import { callStore } from '../../../src/diagrams/page/words/store.ts'
import { quoteSource } from '../../../src/text/quote.ts'
import type { Diagram } from '../diagram.ts'
import { tasksOf } from '../languages/gantt.ts'
import type { CommandTarget, Outline } from '../languages/outline.ts'
import { listItems } from '../languages/style-commands.ts'
import { callStoreList } from '../mermaid/store.ts'
import type { RuleProblem } from '../problem.ts'
import { type DiagramRule, mermaidPage } from '../rule.ts'
import type { DiagramSource } from '../source/diagram-source.ts'
import { namedGroups, type TextPart, trimPart } from '../source/text-part.ts'
import { suggestId } from './similar-id.ts'

/** Mermaid passes over it, draws a new node, or fails. */
export const unknownNode = {
  code: 'diagrams/unknown-node',
  severity: 'error',
  summary: 'A class, style, link or relation of a node that is not there',
  why: `
A class, a style, a link or a relation names something that the diagram does not have, so it has no effect, or Mermaid draws what nobody meant: \`A---ops\` is an arrow with a circle at its end to a node named \`ps\`. A space mends that: \`A --- ops\`.
`,
  wrong: mermaidPage('flowchart LR', '  dev---ops'),
  right: mermaidPage('flowchart LR', '  dev --- ops'),
  check: unknownNodes,
} as const satisfies DiagramRule

/** What Mermaid makes of a command about a node that is not there. */
const outcomes: Readonly<Record<string, string>> = {
  activate: 'Mermaid fails to draw the diagram',
  note: 'Mermaid draws a note beside nothing, or fails',
  link: 'Mermaid draws a new participant for it, or nothing at all',
}

/**
 * Classes, styles, links and notes of a node that is not there, relations to one, and ids that lost their first letter
 * to the arrow before them.
 */
function unknownNodes({ source, outline }: Diagram): RuleProblem[] {
  const targets = outline ? strangers(outline).map((target) => problemOf(target, outline, source)) : []
  return [
    ...targets,
    ...relationsToNothing(source),
    ...(outline ? swallowedLetters(source, outline) : []),
    ...unknownTasks(source),
  ]
}

function strangers({ targets, mentions, known }: Outline): CommandTarget[] {
  const ids = new Set(mentions.map(({ text }) => text))
  return targets.filter(({ text }) => !ids.has(text) && !known.has(text))
}

function problemOf(target: CommandTarget, { mentions }: Outline, source: DiagramSource): RuleProblem {
  const near = suggestId(
    target.text,
    mentions.map(({ text }) => text),
  )
  const isDrawn = target.command === 'style' && source.type.startsWith('flowchart')
  const outcome = isDrawn
    ? 'Mermaid draws a new node for it'
    : (outcomes[target.command.replace(/s$/, '')] ?? 'It has no effect')
  const message = `Unexpected ${quoteSource(target.text)} after \`${target.command}\`, expected a node of the diagram`
  return source.problem(target, message, { hint: near ?? outcome })
}

interface Relations {
  ids: (db: unknown) => string[]
  /** The groups `one` and `other` are the ends. */
  patterns: readonly RegExp[]
  /** What an end must be. */
  what: string
  hint: string
}

const c4Relation =
  /^(?:Bi)?Rel(?:Index)?(?:_\w+)?\s*\(\s*(?:(?:\$\w+=)?"?\d+"?\s*,\s*(?=[^,]+,[^,]+,))?(?<one>[^,\s"]+)\s*,\s*(?<other>[^,\s")]+)/d

const kinds: Readonly<Record<string, Relations>> = {
  c4: {
    ids: (db) =>
      [...callStoreList(db, 'getC4ShapeArray'), ...callStoreList(db, 'getBoundaries')].map(({ alias }) =>
        String(alias),
      ),
    patterns: [
      c4Relation,
      /^Update(?:Element|Rel)Style\s*\(\s*(?<one>[^,\s")$]+)\s*(?:,\s*(?<other>[^,\s")$=]+)\s*(?=[,)]))?/d,
    ],
    what: 'an element of the diagram',
    hint: 'Mermaid fails to draw a relation to an element that is not there',
  },
  requirement: {
    ids: (db) => ['getRequirements', 'getElements'].flatMap((list) => keys(callStore(db, list))),
    patterns: [/^(?<one>[^\s{}:"]+|"[^"]+")\s*(?:-\s*\w+\s*->|<-\s*\w+\s*-)\s*(?<other>[^\s{}:"]+|"[^"]+")$/d],
    what: 'a requirement or an element of the diagram',
    hint: 'Mermaid leaves the relation out or fails',
  },
}

/** Relations of types whose nodes are all declared, to one that is not. */
function relationsToNothing(source: DiagramSource): RuleProblem[] {
  const kind = Object.hasOwn(kinds, source.type) ? kinds[source.type] : undefined
  if (!kind) return []
  const ids = new Set(kind.ids(source.store))
  return source.lines.map(trimPart).flatMap((line) =>
    ends(kind, line)
      .filter(({ text }) => !ids.has(text.replace(/^"(.*)"$/, '$1')))
      .map((end) =>
        source.problem(end, `Unexpected ${quoteSource(end.text)}, expected ${kind.what}`, {
          hint:
            suggestId(
              end.text,
              [...ids].filter((id) => id !== 'global'),
            ) ?? kind.hint,
        }),
      ),
  )
}

function ends({ patterns }: Relations, line: TextPart): TextPart[] {
  for (const pattern of patterns) {
    const found = namedGroups(pattern, line)
    if (found) return [found.one, found.other].filter((end) => end !== undefined)
  }
  return []
}

function keys(map: unknown): string[] {
  return map instanceof Map ? [...map.keys()].map(String) : []
}

/**
 * `dev---ops`: Mermaid reads `---o` as an arrow with a circle, and then `ps`. Told where the line would be whole without
 * the letter and goes on with a small letter, or where the id with the letter is another node of the diagram.
 */
function swallowedLetters(source: DiagramSource, { mentions }: Outline): RuleProblem[] {
  if (!source.type.startsWith('flowchart')) return []
  const ids = new Set(mentions.map(({ text }) => text))
  return mentions.flatMap((node) => {
    const arrow = /(?:--+|==+|-\.+-)[ox]$/.exec(source.text.slice(Math.max(0, node.start - 20), node.start))?.[0]
    if (!arrow) return []
    const letter = arrow.slice(-1)
    const whole = `${letter}${node.text}`
    const complete = /^(?:---+|===+|-\.+-)[ox]$/.test(arrow) && /^[a-z]/.test(node.text)
    return complete || ids.has(whole) ? [swallowedProblem(source, node, arrow, complete)] : []
  })
}

function swallowedProblem(source: DiagramSource, node: TextPart, arrow: string, complete: boolean): RuleProblem {
  const letter = arrow.slice(-1)
  const place = source.part(node.start - 1, node.end)
  const what = letter === 'o' ? 'a circle' : 'a cross'
  const message = `Unexpected node ${quoteSource(node.text)}, expected ${quoteSource(letter + node.text)}: Mermaid takes the \`${letter}\` for ${what} at the end of the arrow`
  // An arrow of two signs alone would begin a text.
  const text = complete ? ' ' : `${arrow.charAt(0)} `
  const title = complete
    ? 'Write a space before the id'
    : `Write ${quoteSource(`${arrow.slice(0, -1)}${text}${letter}${node.text}`)}`
  const edits = [{ part: source.part(place.start, place.start), text }]
  return source.problem(place, message, { hint: title, fix: { title, edits } })
}

/** Tasks of a Gantt chart that others wait for, or that are to be clicked. */
function unknownTasks(source: DiagramSource): RuleProblem[] {
  if (source.type !== 'gantt') return []
  const tasks = tasksOf(source.lines)
  const ids = [...new Set(tasks.flatMap(({ id }) => (id ? [id.text] : [])))]
  const isUnknown = ({ text }: TextPart) => !ids.includes(text)
  return [
    ...clicked(source)
      .filter(isUnknown)
      .map((id) => unknownClick(source, id, ids)),
    ...tasks.flatMap(({ waits }) => waits.filter(isUnknown)).map((wait) => unknownTask(source, wait, ids)),
  ]
}

function clicked({ lines }: DiagramSource): TextPart[] {
  return lines.map(trimPart).flatMap((line) => {
    const ids = namedGroups(/^click\s+(?<ids>[^\s,]+(?:,[^\s,]+)*)\s+(?:href|call)\b/d, line)?.ids
    return ids ? listItems(ids) : []
  })
}

function unknownClick(source: DiagramSource, id: TextPart, ids: readonly string[]): RuleProblem {
  const message = `Unexpected ${quoteSource(id.text)} after \`click\`, expected the id of a task`
  return source.problem(id, message, { hint: suggestId(id.text, ids) ?? 'It has no effect' })
}

function unknownTask(source: DiagramSource, wait: TextPart, ids: readonly string[]): RuleProblem {
  const message = `Unexpected task ${quoteSource(wait.text)}, expected the id of a task`
  const hint = suggestId(wait.text, ids) ?? 'Mermaid puts the task at today, whenever it is drawn'
  return source.problem(wait, message, { hint })
}
