/** What an attribute list says: `{ #id .class width=100 }`. */
export interface AttributeList {
  id?: string
  classes: string[]
  /** Other attributes; one without a value has its name for one. */
  values: Record<string, string>
}

const attribute = /([^ =]+)="(.*?)"|([^ =]+)='(.*?)'|([^ =]+)=([^ =]+)|([^ =]+)/g

/** Reads what stands between the braces. Source: Python-Markdown's `attr_list`. */
export function readAttributes(list: string): AttributeList {
  const found: AttributeList = { classes: [], values: {} }
  for (const [, k1, v1, k2, v2, k3, v3, word = ''] of list.matchAll(attribute)) {
    const key = k1 ?? k2 ?? k3
    if (key === 'id') found.id = v1 ?? v2 ?? v3 ?? ''
    else if (key !== undefined) Object.defineProperty(found.values, key, own(v1 ?? v2 ?? v3 ?? ''))
    else if (word.startsWith('.')) found.classes.push(word.slice(1))
    else if (word.startsWith('#')) found.id = word.slice(1)
    else Object.defineProperty(found.values, word, own(word))
  }
  return found
}

/** Also `__proto__` is a name like others. */
function own(value: string): PropertyDescriptor {
  return { value, enumerable: true, configurable: true, writable: true }
}
