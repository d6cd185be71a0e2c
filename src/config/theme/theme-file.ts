import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { imageSize } from 'image-size'
import { safeSvg } from '../../svg/safe-svg.ts'
import { quote } from '../../text/quote.ts'
import type { RefusedFile } from '../shown-file.ts'

/** A file that is published for the theme, under a name that changes with what is in it: readers keep it for ever. */
export interface ThemeFile {
  /** From the site's root. */
  address: string
  content: string | Uint8Array
}

/** A picture of the theme, with its size in pixels where it says one. */
export interface ThemePicture extends ThemeFile {
  /** Its media type, such as `image/png`. */
  type: string
  width?: number
  height?: number
}

/** In bytes; every page would have to load more. */
const mostBytes = 1_000_000

/** Formats that browsers show, by what is in the file. */
const formats: ReadonlyMap<string, { end: string; type: string }> = new Map([
  ['png', { end: 'png', type: 'image/png' }],
  ['jpg', { end: 'jpg', type: 'image/jpeg' }],
  ['gif', { end: 'gif', type: 'image/gif' }],
  ['webp', { end: 'webp', type: 'image/webp' }],
  ['avif', { end: 'avif', type: 'image/avif' }],
  ['ico', { end: 'ico', type: 'image/x-icon' }],
])

/** Gives a file the name that it is published under; relative addresses between files of the theme are their names. */
export function themeFile(name: string, content: string | Uint8Array): ThemeFile {
  const [stem = '', ...ends] = path.posix.basename(name).toLowerCase().split('.')
  const plain = stem.replace(/[^a-z\d]+/g, '-').slice(0, 40)
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 10)
  return { address: `/_astro/${plain}.${hash}.${ends.at(-1) ?? 'bin'}`, content }
}

/** Reads a file of the theme. `real` is absolute, `written` is how the project names it. */
export function readBounded(real: string, written: string, key: string): Uint8Array | RefusedFile {
  const { size } = statSync(real)
  if (size <= mostBytes) return readFileSync(real)
  return {
    message: `Unexpected ${quote(written)} of ${size} bytes in \`${key}\`, expected at most ${mostBytes}`,
    hint: 'Every page loads it: make it smaller',
  }
}

/**
 * Reads a picture of the theme: what it is, its content says. An SVG is written anew, without what would run or load
 * something.
 */
export function readPicture(real: string, written: string, key: string): ThemePicture | RefusedFile {
  const bytes = readBounded(real, written, key)
  if ('message' in bytes) return bytes
  const found = measured(bytes)
  const format = found && formats.get(found.type)
  if (found && format) {
    const { width, height } = found
    return { ...themeFile(`${stemOf(written)}.${format.end}`, bytes), type: format.type, width, height }
  }
  const safe = found === undefined || found.type === 'svg' ? safeSvg(bytes) : undefined
  if (safe?.kind === 'picture') {
    const size = measured(Buffer.from(safe.svg))
    return {
      ...themeFile(`${stemOf(written)}.svg`, safe.svg),
      type: 'image/svg+xml',
      ...(size && { width: size.width, height: size.height }),
    }
  }
  return {
    message: `Unexpected ${quote(written)} in \`${key}\`, expected a picture: SVG, PNG, WebP, AVIF, JPEG, GIF or ICO`,
    hint: safe ? `As SVG it cannot be read: ${safe.reason}` : 'It is told by what is in the file, not by its name',
  }
}

function stemOf(file: string): string {
  return path.posix.basename(file).replace(/\.[^.]*$/, '')
}

function measured(bytes: Uint8Array): { type: string; width: number; height: number } | undefined {
  try {
    const { type, width, height } = imageSize(bytes)
    return type === undefined ? undefined : { type, width, height }
  } catch {
    return undefined
  }
}
