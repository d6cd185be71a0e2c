import { shown } from '../shown.ts'
import { type Hint, isFlow, type SyntaxContext } from './syntax-context.ts'

/** Names that a type does not take as they are written. */
export const nameHints: readonly Hint[] = [blankInId, dashInState, colonInPeriod, unknownBranch]

const widest = 80

/** `Web server --> DB`: the text belongs in brackets. */
function blankInId({ type, before, after }: SyntaxContext): string | undefined {
  const [, start] = /(?:^|[->\]&])\s*([^\s"'[\](){}|<>=&;-][^"'[\](){}|<>=&;-]*\s)$/.exec(before) ?? []
  const [rest] = /^[\p{L}\p{N}][^"'[\](){}|<>=&;:-]*/u.exec(after) ?? []
  if (!/^(?:flowchart|swimlane)/.test(type) || start === undefined || rest === undefined) return undefined
  if (/^(?:graph|flowchart\S*|subgraph|direction|class|classDef|style|linkStyle|click|end)\s/.test(start))
    return undefined
  const text = `${start}${rest}`.replace(/\s+/g, ' ').trim()
  const id = text.replace(/[^\p{L}\p{N}]+/gu, '_')
  return `An id has no blanks: put the text in brackets, ${shown(`${id}["${text}"]`, widest)}`
}

/** `Pending-Review --> Done`. */
function dashInState({ type, before, after }: SyntaxContext): string | undefined {
  const [first] = /[\p{L}\p{N}_]+$/u.exec(before) ?? []
  const [rest] = /^(?:-[\p{L}\p{N}_]+)+/u.exec(after) ?? []
  if (type !== 'stateDiagram' || first === undefined || rest === undefined) return undefined
  const name = first + rest
  const id = name.replaceAll('-', '_')
  return `The id of a state has no \`-\`: write ${shown(id)}, with ${shown(`state "${name}" as ${id}`, widest)} for its name`
}

/** `09:00 : Alert`. */
function colonInPeriod({ type, after }: SyntaxContext): string | undefined {
  if (type !== 'timeline' || !/^:\S/.test(after)) return undefined
  return 'A `:` ends the period: write `#58;` for one in it, as in `09#58;00`'
}

function unknownBranch({ type, line, expected }: SyntaxContext): string | undefined {
  const [, name] = /^\s*(?:checkout|switch|merge)\s+("[^"]*"|\S+)/.exec(line) ?? []
  if (type !== 'gitGraph' || expected !== 'a branch that is there' || name === undefined) return undefined
  return `Make it first: ${shown(`branch ${name}`, widest)}`
}

/** What is written in other languages, and not in this one. */
export function foreignComment({ after, type }: SyntaxContext): string | undefined {
  const isComment = /^(?:\/\/|#\s|<!--|\/\*)/.test(after.trimStart())
  return isComment && !/^sankey/.test(type) ? 'Comments begin with `%%`, on a line of their own' : undefined
}

/** `Shop : +open() : void`. */
export function typeOfMember({ type, before, after }: SyntaxContext): string | undefined {
  if (type !== 'classDiagram' || !/^:\s/.test(after) || !before.includes(':')) return undefined
  return 'Write the type of a member without a `:`, as in `+run() void`, or the members between braces'
}

/** `A --> B : text`. */
export function textBehindArrow({ type, after }: SyntaxContext): string | undefined {
  return isFlow(type) && /^:(?!:)/.test(after) ? 'The text of an arrow stands in it: `A -->|text| B`' : undefined
}
