import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { imageSize } from 'image-size'
import { type AssetKind, imagePattern, isPicture, isRunnable, isText } from '../../guidebook/paths/asset-address.ts'
import { safeSvg } from '../../svg/safe-svg.ts'
import { mostBytes } from '../../svg/source-text.ts'

/** A file that pages link to, published beside them. */
export interface Asset {
  /** Absolute. */
  source: string
  /** From the site's root, not encoded. */
  address: string
  /** A picture is written anew, without what would run; every other file is copied. */
  kind: 'picture' | 'copy'
  size: ImageSize
}

/** In pixels, so that the page does not jump when an image arrives; none where it cannot be read. */
export interface ImageSize {
  width?: number
  height?: number
}

/** How a file is published. */
export type AssetForm = { kind: AssetKind; size: ImageSize } | { kind: 'none'; reason: string }

/** How files are published, judged by their names and what is in them: each is read once, until it changes. */
export class AssetForms {
  readonly #known = new Map<string, { stamp: string; form: AssetForm }>()

  /** `file` is absolute; `name` is that which it is published under, with or without folders. */
  of(file: string, name = file): AssetForm {
    const key = JSON.stringify([file, name])
    const stamp = stampOf(file)
    const known = this.#known.get(key)
    if (known && known.stamp === stamp) return known.form
    const form = formOf(file, name)
    this.#known.set(key, { stamp, form })
    return form
  }
}

/** Which content of a file it is, by its size and its time: empty where there is none. */
export function stampOf(file: string): string {
  try {
    const { size, mtimeMs, ino } = statSync(file)
    return `${size} ${mtimeMs} ${ino}`
  } catch {
    return ''
  }
}

function formOf(file: string, name: string): AssetForm {
  try {
    if (!statSync(file).isFile()) return { kind: 'none', reason: 'it is no file' }
    if (isPicture(name)) return pictureForm(file)
    return isRunnable(name) || (!isText(name) && isMarkup(file))
      ? { kind: 'text', size: {} }
      : { kind: 'copy', size: imagePattern.test(name) ? sizeOf(file) : {} }
  } catch {
    return { kind: 'none', reason: 'it cannot be read' }
  }
}

function pictureForm(file: string): AssetForm {
  if (statSync(file).size > mostBytes) return { kind: 'none', reason: `it has more than ${mostBytes / 1e6} MB` }
  const safe = safeSvg(readFileSync(file))
  if (safe.kind === 'unreadable') return { kind: 'none', reason: safe.reason }
  return { kind: 'picture', size: measured(() => imageSize(Buffer.from(safe.svg))) }
}

/** The text of a picture as it is published; undefined where it is none any more. */
export function pictureText(file: string): string | undefined {
  try {
    const safe = safeSvg(readFileSync(file))
    return safe.kind === 'picture' ? safe.svg : undefined
  } catch {
    return undefined
  }
}

/** White space, and what stands between the letters of ASCII and before them in other encodings. */
const beforeMarkup = new Set([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20, 0xef, 0xbb, 0xbf, 0xfe, 0xff])

/** Whether a file begins as HTML or XML: a server that does not know the end of its name, or a browser, may guess. */
function isMarkup(file: string): boolean {
  const handle = openSync(file, 'r')
  try {
    const chunk = Buffer.alloc(4096)
    for (;;) {
      const read = readSync(handle, chunk)
      if (read === 0) return false
      const first = chunk.subarray(0, read).find((byte) => !beforeMarkup.has(byte))
      if (first !== undefined) return first === '<'.charCodeAt(0)
    }
  } finally {
    closeSync(handle)
  }
}

/**
 * A page's source as it is published. Where no type says that it is Markdown, browsers take for HTML what begins so,
 * but not behind a mark of its encoding. Source: MIME Sniffing Standard, identifying a resource with an unknown type.
 */
export function publishedMarkdown(text: string): string {
  return /^\s*</.test(text) ? `\uFEFF${text}` : text
}

function sizeOf(file: string): ImageSize {
  return statSync(file).size <= 20_000_000 ? measured(() => imageSize(readFileSync(file))) : {}
}

function measured(measure: () => { width: number; height: number }): ImageSize {
  try {
    const { width, height } = measure()
    return { width, height }
  } catch {
    return {}
  }
}
