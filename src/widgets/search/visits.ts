import { browserStorage } from '../browser/browser-storage.ts'

/** A page that the reader has opened, as it called itself then. */
export interface Visit {
  /** Below the base path, such as `odoo/backup/`. */
  address: string
  title: string
  guidebook: string
}

/** More would be a history; search shows the last ones as a way back. */
const mostKept = 8
const longestText = 200

const storage = browserStorage(() => localStorage)
/** Several sites may stand on one host. */
const key = (base: string) => `waymark:visits ${base}`

/** The pages that were opened in this browser, the last one first; no others know of them. */
export function readVisits(base: string): Visit[] {
  try {
    const rows: unknown = JSON.parse(storage.read(key(base)) ?? '[]')
    return Array.isArray(rows) ? rows.flatMap(visitOf) : []
  } catch {
    return []
  }
}

export function noteVisit(base: string, visit: Visit): void {
  const others = readVisits(base).filter(({ address }) => address !== visit.address)
  const rows = [visit, ...others].map(({ address, title, guidebook }) => [address, title, guidebook])
  const isShort = (row: string[]) => row.every((text) => text.length <= longestText)
  storage.write(key(base), JSON.stringify(rows.filter(isShort).slice(0, mostKept)))
}

export function forgetVisits(base: string): void {
  storage.write(key(base), '[]')
}

/** Below the base path; what cannot be decoded stays as it is. */
export function currentAddress(base: string): string {
  const path = location.pathname.slice(base.length).replace(/(^|\/)index\.html$/, '$1')
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

function visitOf(row: unknown): Visit[] {
  if (!Array.isArray(row)) return []
  const [address, title, guidebook = ''] = row.map(String)
  return address === undefined || !title ? [] : [{ address, title, guidebook }]
}
