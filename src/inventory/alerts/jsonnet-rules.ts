import type { Place } from '../../finding/finding.ts'
import { holeText } from '../template.ts'
import { type JsonnetToken, jsonnetTokens } from './jsonnet-tokens.ts'
import { runbookKey } from './runbook-key.ts'
import type { AlertEntry } from './yaml-rules.ts'

/** A field of an object: its value is the tokens from `from` up to `to`. */
interface Field {
  key: JsonnetToken
  from: number
  to: number
}

/**
 * The alert rules that stand in a text of Jsonnet as objects: of each field what it surely says. What a formatting or a
 * function makes is a hole, and a rule whose name is made so is none.
 */
export function rulesOfJsonnet(text: string, placeOf: (start: number, end: number) => Place): AlertEntry[] {
  const tokens = jsonnetTokens(text)
  const ends = endsOf(tokens)
  const groups: { from: number; to: number; name: string }[] = []
  const found: AlertEntry[] = []
  for (const [index, { kind, value }] of tokens.entries()) {
    const end = ends.get(index)
    if (kind !== 'sign' || value !== '{' || end === undefined) continue
    const fields = fieldsOf(tokens, ends, index, end)
    const name = textOf(tokens, fields.get('name'))
    if (fields.has('rules') && name !== undefined) groups.push({ from: index, to: end, name })
    const rule = fields.has('alert') ? ruleOf(text, { tokens, ends, fields, placeOf }) : undefined
    if (!rule) continue
    const group = groups.findLast((one) => one.from < index && end < one.to)
    found.push({ ...rule, ...(group && { group: group.name }) })
  }
  return found
}

/** For each opening bracket the index of its end. */
function endsOf(tokens: readonly JsonnetToken[]): Map<number, number> {
  const ends = new Map<number, number>()
  const open: number[] = []
  for (const [index, { kind, value }] of tokens.entries()) {
    if (kind !== 'sign') continue
    if (value === '{' || value === '[' || value === '(') open.push(index)
    else if (value === '}' || value === ']' || value === ')') {
      const start = open.pop()
      if (start !== undefined) ends.set(start, index)
    }
  }
  return ends
}

/**
 * The fields of an object by their names; those with computed names are passed over. A field that is a variable of the
 * object (`local alert = 'Down', alert: alert`) is what that says.
 */
function fieldsOf(
  tokens: readonly JsonnetToken[],
  ends: ReadonlyMap<number, number>,
  start: number,
  end: number,
): Map<string, Field> {
  const fields = new Map<string, Field>()
  const locals = new Map<string, Field>()
  for (let at = start + 1; at < end; ) {
    const key = tokens[at]
    const colon = tokens[at + 1]
    const next = nextComma(tokens, ends, at, end)
    const isField = colon?.kind === 'sign' && /^\+?:{1,3}$/.test(colon.value) && key?.kind !== 'sign'
    if (key && isField) fields.set(key.value, { key, from: at + 2, to: next })
    else if (key?.value === 'local' && tokens[at + 2]?.value === '=')
      locals.set(colon?.value ?? '', { key, from: at + 3, to: next })
    at = next + 1
  }
  for (const [name, { key, from, to }] of fields) {
    const value = tokens[from]
    const local = value?.kind === 'word' && to === from + 1 ? locals.get(value.value) : undefined
    if (local) fields.set(name, { ...local, key })
  }
  return fields
}

function nextComma(
  tokens: readonly JsonnetToken[],
  ends: ReadonlyMap<number, number>,
  from: number,
  end: number,
): number {
  for (let at = from; at < end; at = (ends.get(at) ?? at) + 1) {
    const token = tokens[at]
    if (token?.kind === 'sign' && (token.value === ',' || token.value === ';')) return at
  }
  return end
}

interface RuleSource {
  tokens: readonly JsonnetToken[]
  ends: ReadonlyMap<number, number>
  fields: ReadonlyMap<string, Field>
  placeOf: (start: number, end: number) => Place
}

function ruleOf(text: string, { tokens, ends, fields, placeOf }: RuleSource): AlertEntry | undefined {
  const alert = fields.get('alert')
  const name = textOf(tokens, alert)?.trim()
  if (!alert || !name || name.includes(holeText)) return undefined
  if (!fields.has('expr') && !fields.has('annotations')) return undefined
  const textsIn = (key: string) => textsOf(tokens, ends, fields.get(key))
  const [labels, annotations] = [textsIn('labels'), textsIn('annotations')]
  const key = runbookKey(annotations.texts)
  const runbook = key === undefined ? undefined : annotations.fields.get(key)
  const expression = textOf(tokens, fields.get('expr'))?.trim()
  const hold = textOf(tokens, fields.get('for'))
  const named = tokens[alert.from]
  return {
    kind: 'alert',
    name,
    ...(expression && { expression }),
    ...(hold !== undefined && { for: hold }),
    labels: labels.texts,
    annotations: annotations.texts,
    ...(key !== undefined &&
      runbook && {
        runbook: { url: (annotations.texts[key] ?? '').trim(), ...urlPlace(text, tokens[runbook.from], placeOf) },
      }),
    ...placeOf(named?.start ?? 0, named?.end ?? 0),
  }
}

/** Exactly the characters between the quotes, where they stand as they are read. */
function urlPlace(text: string, token: JsonnetToken | undefined, placeOf: RuleSource['placeOf']): Place {
  const { start = 0, end = 0, value = '' } = token ?? {}
  return text.slice(start + 1, end - 1) === value ? placeOf(start + 1, end - 1) : placeOf(start, end)
}

/** The fields of the object that is the value of a field. */
function textsOf(tokens: readonly JsonnetToken[], ends: ReadonlyMap<number, number>, field: Field | undefined) {
  const end = field && tokens[field.from]?.value === '{' ? ends.get(field.from) : undefined
  const fields = field && end !== undefined ? fieldsOf(tokens, ends, field.from, end) : new Map<string, Field>()
  const texts = [...fields].flatMap(([key, value]): [string, string][] => {
    const said = textOf(tokens, value)
    return said === undefined || key === '__proto__' ? [] : [[key, said.trim()]]
  })
  return { fields, texts: Object.fromEntries(texts) }
}

/** What a value surely says: a text, texts one after the other, or a number; formatted, with holes. */
function textOf(tokens: readonly JsonnetToken[], field: Field | undefined): string | undefined {
  if (!field) return undefined
  const [first, ...rest] = tokens.slice(field.from, Math.min(field.to, field.from + 2000))
  if (first?.kind === 'word' && /^\d/.test(first.value) && rest.length === 0) return first.value
  if (first?.kind !== 'text') return undefined
  if (rest.length === 0) return first.value
  if (rest[0]?.value === '%') return first.value.replace(/%(?:\(\w*\))?[-+ #0]*[\d.*]*[a-zA-Z]|%%/g, formatted)
  const isSum = rest.every(({ kind, value }, index) => (index % 2 === 0 ? value === '+' : kind === 'text'))
  return isSum ? [first, ...rest].map(({ kind, value }) => (kind === 'text' ? value : '')).join('') : undefined
}

function formatted(code: string): string {
  return code === '%%' ? '%' : holeText
}
