import type { Nodes, Root, RootContent } from 'mdast'
import type { RemarkRule } from './remark-rule.ts'

/**
 * What rules see of one page. Each of them walks the tree on its own, which takes most of its time; so a rule is given
 * a tree of the nodes that it is about, without all that stands around them, and is left out where there are none.
 */
export class NarrowedTrees {
  readonly #tree: Root
  /** By the types of its nodes. */
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

  #narrowed(about: readonly Nodes['type'][]): Root | undefined {
    const key = about.join()
    if (!this.#narrow.has(key)) {
      const nodes: RootContent[] = []
      gather(this.#tree.children, new Set(about), nodes)
      this.#narrow.set(key, nodes.length === 0 ? undefined : { ...this.#tree, children: nodes })
    }
    return this.#narrow.get(key)
  }

  #topLevel(about: readonly Nodes['type'][]): Root {
    return { ...this.#tree, children: this.#tree.children.filter(({ type }) => about.includes(type)) }
  }
}

/** The outermost nodes of some types, in the order of the page. A tree is at most a hundred levels deep. */
function gather(children: readonly RootContent[], types: ReadonlySet<string>, nodes: RootContent[]): void {
  for (const node of children) {
    if (types.has(node.type)) {
      if (!isRemark(node)) nodes.push(node)
    } else if ('children' in node) gather(node.children, types, nodes)
  }
}

/** `[//]: # (text)` and `[comment]: <> (text)`: comments that leave no trace on any forge, definitions in form alone. */
function isRemark(node: RootContent): boolean {
  return node.type === 'definition' && (node.url === '#' || node.url === '')
}
