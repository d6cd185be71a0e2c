import type { Root, RootContent } from 'mdast'
import type { NarrowType, RemarkRule } from './remark-rule.ts'

/**
 * What rules see of one page. Each of them walks the tree on its own, which takes most of its time; so a rule is given
 * a tree of the nodes that it is about, without all that stands around them, and is left out where there are none.
 */
export class NarrowedTrees {
  readonly #tree: Root
  /** By the types of its nodes. */
  #nodes: NodesByType | undefined
  readonly #narrow = new Map<string, Root | undefined>()

  constructor(tree: Root) {
    this.#tree = tree
  }

  /** `undefined` where a rule has nothing to look at. */
  of({ about, around }: Pick<RemarkRule, 'about' | 'around'>): Root | undefined {
    if (!about) return this.#tree
    const nodes = this.#narrowed(about)
    if (!nodes) return undefined
    if (around === 'page') return this.#tree
    return around === 'top-level' ? this.#topLevel(about) : nodes
  }

  #narrowed(about: readonly NarrowType[]): Root | undefined {
    const key = about.join()
    if (!this.#narrow.has(key)) {
      this.#nodes ??= new NodesByType(this.#tree)
      const nodes = this.#nodes.outermost(about)
      this.#narrow.set(key, nodes.length === 0 ? undefined : { ...this.#tree, children: nodes })
    }
    return this.#narrow.get(key)
  }

  #topLevel(about: readonly NarrowType[]): Root {
    return { ...this.#tree, children: this.#tree.children.filter(({ type }) => about.some((one) => one === type)) }
  }
}

/** A node, with where it and what is under it stand in the order of the page. */
interface Ranked {
  node: RootContent
  rank: number
  /** The rank of what comes behind all that is under it. */
  end: number
}

/** The nodes of a tree by their types: one walk for all rules. A tree is at most a hundred levels deep. */
class NodesByType {
  readonly #nodes = new Map<string, Ranked[]>()
  #count = 0

  constructor(tree: Root) {
    this.#add(tree.children)
  }

  /** Those of some types that stand in no other of them, in the order of the page. */
  outermost(types: readonly NarrowType[]): RootContent[] {
    const all = types.flatMap((type) => this.#nodes.get(type) ?? [])
    if (types.length > 1) all.sort((a, b) => a.rank - b.rank)
    let until = 0
    return all.flatMap(({ node, rank, end }) => {
      if (rank < until) return []
      until = end
      return isRemark(node) ? [] : [node]
    })
  }

  #add(children: readonly RootContent[]): void {
    for (const node of children) {
      const rank = this.#count++
      // What no rule can be about.
      if (node.type === 'text') continue
      const ranked = { node, rank, end: rank + 1 }
      const same = this.#nodes.get(node.type)
      if (same) same.push(ranked)
      else this.#nodes.set(node.type, [ranked])
      if (!('children' in node)) continue
      this.#add(node.children)
      ranked.end = this.#count
    }
  }
}

/** `[//]: # (text)` and `[comment]: <> (text)`: comments that leave no trace on any forge, definitions in form alone. */
function isRemark(node: RootContent): boolean {
  return node.type === 'definition' && (node.url === '#' || node.url === '')
}
