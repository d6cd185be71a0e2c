/** What a copy for a disk brings as scripts, since a page there may load nothing else: made by the build, read on a page. */

/** Where the script stands that brings a JSON file of the site; both below the base path. */
export function dataScript(address: string): string {
  return address.replace(/\.json$/, '.js')
}

/** Where a part of the texts of all pages stands as JSON, counted from 0. */
export function textsAddress(part: number): string {
  return `_waymark/texts/${part}.json`
}

/** The script of every page. */
export const filePageScript = '_waymark/page.js'

/** The text of a page: its address, its words, and where in these its sections begin. */
export type FileText = [
  address: string,
  content: string,
  anchors: { element: string; id: string; text?: string; location: number }[],
]

/** One part of the texts. */
export interface FileTexts {
  /** How many there are. */
  parts: number
  pages: FileText[]
}

/** The text of the script that brings some data. */
export function dataScriptText(address: string, json: string): string {
  return `(globalThis.waymarkData??={})[${JSON.stringify(address)}]=${json.trim()}\n`
}
