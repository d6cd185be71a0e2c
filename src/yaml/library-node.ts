import { isAlias, isMap, isNode, isScalar, isSeq, type Node } from 'yaml'
import type { YamlAlias, YamlList, YamlMap, YamlNode, YamlScalar } from './node.ts'

type Value = Exclude<YamlNode, YamlAlias>

/** What the parser of the whole language read, as a value. It recurses as that does. */
export function nodeOf(contents: Node): YamlNode {
  return new Converter().convert(contents)
}

/** Anchors and aliases are met in the order of the text: an alias leads to what had its anchor last before it. */
class Converter {
  readonly #anchors = new Map<string, Value>()

  convert(node: Node): YamlNode {
    const [start, end] = node.range ?? [0, 0]
    if (isAlias(node)) return { kind: 'alias', start, end, target: this.#anchors.get(node.source) }
    if (isScalar(node)) return this.#anchored(node, { kind: 'scalar', text: textOf(node.value), start, end })
    if (isMap(node)) {
      const map = this.#anchored<YamlMap>(node, { kind: 'map', start, pairs: [] })
      for (const { key, value } of node.items) {
        const own = isNode(key) ? this.convert(key) : undefined
        map.pairs.push({ key: keyOf(key, own), value: isNode(value) ? this.convert(value) : undefined })
      }
      return map
    }
    const list = this.#anchored<YamlList>(node, { kind: 'list', start, items: [] })
    if (isSeq(node)) for (const item of node.items) if (isNode(item)) list.items.push(this.convert(item))
    return list
  }

  #anchored<V extends Value>(node: Node, value: V): V {
    if ('anchor' in node && typeof node.anchor === 'string') this.#anchors.set(node.anchor, value)
    return value
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value)
}

/** A key without a text is called as JavaScript calls nothing; an alias as what it leads to, where it stands itself. */
function keyOf(key: unknown, own: YamlNode | undefined): YamlScalar | undefined {
  if (own?.kind === 'alias' && own.target?.kind === 'scalar')
    return { kind: 'scalar', text: own.target.text, start: own.start, end: own.end }
  if (own?.kind !== 'scalar' || !isScalar(key)) return undefined
  return { ...own, text: String(key.value) }
}
