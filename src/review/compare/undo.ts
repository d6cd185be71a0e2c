import type { Element, ElementContent, Root } from 'hast'
import { classesOf, isBlock, isContent } from './shown.ts'

/** The page as it was, from the marked one: what it shows is what the page showed. */
export function withoutChanges(marked: Root): Root {
  const moved = new Map<string, ElementContent[]>()
  const rest = strip(marked.children.filter(isContent), 'before', moved)
  return { type: 'root', children: moved.size === 0 ? rest : putBack(rest, moved) }
}

/** The page of now without marks. */
export function withChanges(marked: Root): Root {
  return { type: 'root', children: strip(marked.children.filter(isContent), 'after', new Map()) }
}

type Moment = 'before' | 'after'

function strip(
  nodes: readonly ElementContent[],
  moment: Moment,
  moved: Map<string, ElementContent[]>,
): ElementContent[] {
  return nodes.flatMap((node) => (node.type === 'element' ? stripElement(node, moment, moved) : [node]))
}

function stripElement(node: Element, moment: Moment, moved: Map<string, ElementContent[]>): ElementContent[] {
  const classes = classesOf(node)
  const { dataChange: id, dataChangeKind: kind, dataChangeFrom, dataChangeFiller, ...properties } = node.properties
  if (classes.includes('change-label') || dataChangeFiller !== undefined) return []
  if (dataChangeFrom !== undefined) return moment === 'before' ? [node] : []
  if (isOf(node, kind, classes, moment === 'before' ? 'added' : 'removed')) return []
  const inner = () => strip(node.children, moment, moved)
  if (classes.includes('change-pair')) {
    const part = node.children.find(
      (child) => child.type === 'element' && classesOf(child).includes(`change-${moment}`),
    )
    return part?.type === 'element' ? strip(part.children, moment, moved) : []
  }
  const isOnlyMark = classes.some((name) => /^(?:change|change-word|change-run|change-line)$/.test(name))
  const content = isOnlyMark ? inner() : [withInner({ ...node, properties }, inner())].flat()
  if (kind !== 'moved' || moment === 'after') return content
  moved.set(String(id), [...(moved.get(String(id)) ?? []), ...content])
  return []
}

/** Whether an element is there in one moment alone. */
function isOf({ tagName }: Element, kind: unknown, classes: readonly string[], other: 'added' | 'removed'): boolean {
  if (kind !== undefined) return kind === other
  return classes.includes('change-word') && tagName === (other === 'added' ? 'ins' : 'del')
}

/** Elements among words of which nothing is left were not there. */
function withInner(node: Element, children: ElementContent[]): ElementContent[] {
  const isEmptied = node.children.length > 0 && children.length === 0
  return isEmptied && !isBlock(node) ? [] : [{ ...node, children }]
}

function putBack(nodes: readonly ElementContent[], moved: ReadonlyMap<string, ElementContent[]>): ElementContent[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'element') return [node]
    const { dataChangeFrom, dataChange } = node.properties
    if (dataChangeFrom !== undefined) return putBack(moved.get(String(dataChange)) ?? [], moved)
    return [{ ...node, children: putBack(node.children, moved) }]
  })
}
