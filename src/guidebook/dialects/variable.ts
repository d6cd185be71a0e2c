import { isRecord } from '../../schema/settings.ts'

/** A site has no more variables. */
export const mostVariables = 500

/** A value that a page can name: text as it is shown. */
export interface Variable {
  /** The keys that lead to it, with dots between. */
  name: string
  value: string
}

/** The texts, numbers and truth values in a map, however deep, in their order; `mostVariables` of them. */
export function scalarsIn(source: unknown): Variable[] {
  const found: Variable[] = []
  const add = (value: unknown, name: string): void => {
    if (found.length >= mostVariables) return
    if (isRecord(value))
      for (const [key, entry] of Object.entries(value)) add(entry, name === '' ? key : `${name}.${key}`)
    else if (name !== '' && /^(?:string|number|boolean)$/.test(typeof value)) found.push({ name, value: String(value) })
  }
  add(source, '')
  return found
}
