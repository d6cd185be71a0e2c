import type { Element } from 'hast'
import { element, textContent } from './element.ts'

const longestLabel = 120

/** Names the checkbox of a task after what is to be done, for readers who hear the page. */
export function task(item: Element): Element {
  const isTask = Array.isArray(item.properties.className) && item.properties.className.includes('task-list-item')
  if (!isTask) return item
  const ariaLabel = textContent(item).replace(/\s+/g, ' ').trim().slice(0, longestLabel) || 'Task'
  const named = (node: Element['children'][number]): Element['children'][number] => {
    if (node.type !== 'element') return node
    if (node.tagName === 'input') return element('input', { ...node.properties, ariaLabel })
    return node.tagName === 'p' ? { ...node, children: node.children.map(named) } : node
  }
  return { ...item, children: item.children.map(named) }
}
