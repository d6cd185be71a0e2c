import type { Nodes, Root, RootContent } from 'mdast'
import type { RuleFacts } from './rules.ts'

/**
 * What rules see of one page. Each of them walks the tree on its own, which takes most of its time; so a rule is given
 * a tree of the nodes that it is about, without all that stands around them, and is left out where there are none.
 */
export class View {
  readonly #tree: Root
  readonly #narrow = new Map<RuleFacts['about'], Root | undefined>()

  constructor(tree: Root) {
    this.#tree = tree
  }

  /** `undefined` where a rule has nothing to look at. */
  of({ about, around }: RuleFacts): Root | undefined {
    if (!about) return this.#tree
    const nodes = this.#narrowed(about)
    if (!nodes) return undefined
    if (around === 'page') return this.#tree
    return around === 'top-level' ? this.#topLevel(about) : nodes
  }

  #narrowed(about: readonly Nodes['type'][]): Root | undefined {
    if (!this.#narrow.has(about)) {
      const found: RootContent[] = []
      gather(this.#tree.children, new Set(about), found)
      this.#narrow.set(about, found.length === 0 ? undefined : { ...this.#tree, children: found })
    }
    return this.#narrow.get(about)
  }

  #topLevel(about: readonly Nodes['type'][]): Root {
    return { ...this.#tree, children: this.#tree.children.filter(({ type }) => about.includes(type)) }
  }
}

/** The outermost nodes of some types, in the order of the page. A tree is at most a hundred levels deep. */
function gather(nodes: readonly RootContent[], types: ReadonlySet<string>, found: RootContent[]): void {
  for (const node of nodes) {
    if (types.has(node.type)) {
      if (!isRemark(node)) found.push(node)
    } else if ('children' in node) gather(node.children, types, found)
  }
}

/** `[//]: # (text)` and `[comment]: <> (text)`: comments that leave no trace on any forge, definitions in form alone. */
function isRemark(node: RootContent): boolean {
  return node.type === 'definition' && (node.url === '#' || node.url === '')
}
