import { expect, test } from 'vitest'
import { MermaidParser } from '../../../checks/diagrams/mermaid/mermaid-parser.ts'
import { problemsOf } from '../../../checks/diagrams/reader/diagram-problems.ts'
import { variants } from '../../diagrams/page/told-variants.ts'

const getters = ['getAccTitle', 'getAccDescription', 'getDiagramTitle', 'getTitle']

/** What is read of each and found in it, in this order and in one thread. */
async function readIn(order: readonly string[]): Promise<Map<string, unknown>> {
  const mermaid = await MermaidParser.load()
  const read = new Map<string, unknown>()
  for (const source of order) {
    const outcome = await mermaid.parse(source)
    const db: unknown = 'parsed' in outcome ? outcome.parsed.store : undefined
    const words = getters.map((name) => askIn(db, name))
    read.set(source, { words, problems: await problemsOf(source, mermaid) })
  }
  return read
}

function askIn(db: unknown, name: string): unknown {
  const getter: unknown = typeof db === 'object' && db !== null ? Reflect.get(db, name) : undefined
  return typeof getter === 'function' ? Reflect.apply(getter, db, []) : undefined
}

test('what is read of a diagram depends on no other that was read before', async () => {
  const forwards = await readIn(variants)
  const backwards = await readIn(variants.toReversed())
  for (const source of variants) expect(backwards.get(source), source).toStrictEqual(forwards.get(source))
})
