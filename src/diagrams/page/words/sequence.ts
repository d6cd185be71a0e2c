import { type ContentReader, filled, type PlainText } from './content.ts'
import { callStore, field, list, textField } from './store.ts'

/** By Mermaid's numbers for what a line of a sequence begins. */
const blocks: Readonly<Record<string, string>> = {
  10: 'Repeated',
  12: 'If',
  13: 'Else',
  15: 'Optional',
  19: 'At the same time',
  20: 'And',
  27: 'Critical',
  28: 'Or',
  30: 'Broken off',
}
const note = '2'

/** Who says what to whom, in order. */
export const messages: ContentReader = (store, plain) => {
  const actors = callStore(store, 'getActors')
  const nodes = list(actors).map((actor) => {
    const id = textField(actor, 'name')
    return { id, label: plain(withTags(textField(actor, 'description'))) || id, classes: [] }
  })
  const names = new Map(nodes.map(({ id, label }) => [id, label]))
  const nameOf = (id: string) => names.get(id) ?? id
  const lines = list(callStore(store, 'getMessages'))
  const facts = lines.flatMap((line) => factOf(line, nameOf, plain))
  const said = lines.filter((line) => textField(line, 'from') !== '').map((line) => messageOf(line, plain))
  return { nodes, facts, labels: filled([...nodes.map(({ label }) => label), ...said]) }
}

function factOf(line: unknown, nameOf: (id: string) => string, plain: PlainText): string[] {
  const [from, to, said] = [textField(line, 'from'), textField(line, 'to'), messageOf(line, plain)]
  const block = blocks[textField(line, 'type')]
  if (block !== undefined) return [said === '' ? block : `${block}: ${said}`]
  if (textField(line, 'type') === note) return [`Note at ${nameOf(from)}: ${said}`]
  return from === '' || to === '' ? [] : [`${nameOf(from)} to ${nameOf(to)}: ${said}`]
}

/** Tags but line breaks are drawn as they are written. */
function withTags(message: string): string {
  return message.replace(/<(?!br\s*\/?>)/gi, '&lt;')
}

function messageOf(line: unknown, plain: PlainText): string {
  const message = field(line, 'message')
  return typeof message === 'string' ? plain(withTags(message)) : ''
}
