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

/** An SVG that would run something when opened by itself; as an image it cannot. */
const activeSvg = /<script|\son[a-z]+\s*=|javascript:|<foreignObject|<iframe|<embed/i

/** Whether a file may be published under its own type. */
export function isHarmless(file: string): boolean {
  if (!/\.svg$/i.test(file)) return true
  try {
    return !activeSvg.test(readFileSync(file, 'utf8'))
  } catch {
    return false
  }
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
