export const imagePattern = /\.(?:png|jpe?g|gif|webp|avif|svgz?|bmp|ico)$/i

/** What servers give a type that browsers run: some look at an end that is not the last one, too. */
const runnable =
  /\.(?:svgz?|x?html?|[sp]html|xht|stm|mht|mhtml|hta|htc|xml|xslt?|xsd|rdf|rss|atom|mml|xul|xbl|php\d?|aspx?|jspx?|cgi|[mc]?js|jsx|wasm|swf|appcache|webmanifest)(?:\.|$)/i

/** How a file is published: what a browser would run in the site's name as text, a picture without what would run. */
export type AssetKind = 'copy' | 'text' | 'picture'

/** The folder of images from elsewhere in the repository: files of the guidebooks are published nowhere below `_waymark`. */
export const repositoryAssets = '/_waymark/files/'

/** Whether a file is published as a picture that is written anew, by its name. */
export function isPicture(path: string): boolean {
  return /\.svgz?$/i.test(path)
}

/** Whether a browser would run a file of this name, whatever is in it. A picture runs by what is in it. */
export function isRunnable(path: string): boolean {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
  return !isText(name) && !imagePattern.test(name) && runnable.test(name)
}

/** Whether a file of this name is text to every browser. */
export function isText(path: string): boolean {
  return /\.txt$/i.test(path)
}

/** Where a file is published. `path` is relative to the root, or to the repository. */
export function assetAddress(path: string, kind: AssetKind, folder = '/'): string {
  const name = path.normalize('NFC')
  if (kind === 'text') return `${folder}${name}.txt`
  return kind === 'picture' && !/\.svg$/i.test(name) ? `${folder}${name}.svg` : `${folder}${name}`
}

/** Where a file of the root may be published by its name, whatever is in it. */
export function assetAddresses(path: string): string[] {
  if (isPicture(path)) return [assetAddress(path, 'picture')]
  if (isRunnable(path)) return [assetAddress(path, 'text')]
  const kinds: AssetKind[] = isText(path) ? ['copy'] : ['copy', 'text']
  return kinds.map((kind) => assetAddress(path, kind))
}
