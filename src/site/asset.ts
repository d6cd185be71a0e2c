import { readFileSync, statSync } from 'node:fs'
import { imageSize } from 'image-size'

/** A file that pages link to, published beside them. */
export interface Asset {
  /** Absolute. */
  source: string
  /** From the site's root, not encoded. */
  address: string
}

/** Files that a browser would run in the site's name are published as text, as a forge shows them. */
const runnable = /\.(?:html?|xhtml|shtml|xht|xml|xsl|js|mjs|cjs|wasm|swf)$/i

/** Where a file of the root is published. `path` is relative to the root. */
export function assetAddress(path: string): string {
  return `/${path.normalize('NFC')}${runnable.test(path) ? '.txt' : ''}`
}

/** Where an image from elsewhere in the repository is published. `path` is relative to the repository. */
export function repositoryAssetAddress(path: string): string {
  return `/_waymark/files/${path.normalize('NFC')}`
}

export const imagePattern = /\.(?:png|jpe?g|gif|webp|avif|svg|bmp|ico)$/i

/** What runs when an SVG is opened by itself, in a namespace of any name; as an image it cannot. */
const activeSvg =
  /<!(?:DOCTYPE[^>]*\[|ENTITY)|<\?xml-stylesheet|<(?:[\w.-]+:)?(?:script|foreignObject|iframe|embed|object|handler|listener)\b|[\s"'/](?:[\w.-]+:)?on[a-z]+\s*=|javascript:/i

/** Whether a file may be published under its own type. */
export function isHarmless(file: string): boolean {
  if (!/\.svg$/i.test(file)) return true
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
    // Another encoding, or letters written as numbers, would hide what is looked for.
    return (
      !text.includes('\0') &&
      !/^\s*<\?xml[^>]*encoding\s*=\s*["'](?!utf-8|us-ascii)/i.test(text) &&
      !activeSvg.test(withoutReferences(text))
    )
  } catch {
    return false
  }
}

/** Character references of XML 1.0, section 4.1, as the characters that they stand for. */
function withoutReferences(text: string): string {
  return text.replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, (written, hex, decimal) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    // White space inside of a scheme is dropped by browsers.
    return code === 9 || code === 10 || code === 13 ? '' : code <= 0x10ffff ? String.fromCodePoint(code) : written
  })
}

/** An image's size in pixels, so that the page does not jump when it arrives; none where it cannot be read. */
export function sizeOf(file: string): { width?: number; height?: number } {
  try {
    if (statSync(file).size > 20_000_000) return {}
    const { width, height } = imageSize(readFileSync(file))
    return { width, height }
  } catch {
    return {}
  }
}
