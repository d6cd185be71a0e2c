/** What a build says of the files that a browser may keep of it: made by the build, read by the worker. */

/** Where it stands below the base path. */
export const manifestAddress = '_waymark/copy.json'

/** Where the worker stands below the base path: at the root, since a worker has no say above its own folder. */
export const workerAddress = 'waymark-worker.js'

/** A site of no more bytes is kept as a whole; of a larger one, what is opened of it. */
export const wholeLimit = 25_000_000

/** What is kept of a larger site is not more than this, in bytes: of the guidebooks that were opened, the last ones. */
const openedLimit = 2 * wholeLimit

/**
 * A file below the base path: its address, not encoded and without a slash before it, the first half of its SHA-256 in
 * base64url, and its bytes. That of a page ends with a slash; that of the home page is empty.
 */
export type KeptFile = [address: string, digest: string, bytes: number]

export interface CopyManifest {
  version: 1
  /** What every page needs. */
  core: KeptFile[]
  /** The rest, by what opens it: the first name of the addresses below, with a slash. Empty where the site is small. */
  groups: Record<string, KeptFile[]>
}

/** The group of a page or a file. */
export function groupOf(address: string): string {
  const end = address.indexOf('/')
  return end < 0 ? '' : address.slice(0, end + 1)
}

/** Whether a copy without this file is none: what hosts keep for themselves, or send otherwise, is not. */
export function isRequired(address: string): boolean {
  return address === '' || address.endsWith('/') || /^_(?:astro|waymark)\//.test(address)
}

/** The groups that stay when one more is opened, the last one first: as many as there is room for. */
export function openGroups({ core, groups }: CopyManifest, opened: readonly string[]): string[] {
  let left = openedLimit - sizeOf(core)
  const known = [...new Set(opened)].filter((group) => Object.hasOwn(groups, group))
  return known.filter((group, index) => {
    left -= sizeOf(groups[group] ?? [])
    // The one that is being read is kept in any case: it is no larger than a whole site may be.
    return index === 0 || left >= 0
  })
}

/** The files of some groups, and those that every page needs. */
export function filesOf({ core, groups }: CopyManifest, opened: readonly string[]): KeptFile[] {
  return [...core, ...opened.flatMap((group) => groups[group] ?? [])]
}

export function sizeOf(files: readonly KeptFile[]): number {
  return files.reduce((sum, [, , bytes]) => sum + bytes, 0)
}

/** Some files of no more bytes than that: pages before what they show, and then what is small. */
export function fitted(files: readonly KeptFile[], limit: number): KeptFile[] {
  const rank = ([address]: KeptFile) => (address === '' || address.endsWith('/') ? 0 : 1)
  const sorted = files.toSorted((a, b) => rank(a) - rank(b) || a[2] - b[2] || (a[0] < b[0] ? -1 : 1))
  let left = limit
  return sorted.filter(([, , bytes]) => {
    left -= bytes
    return left >= 0
  })
}
