import { brotliDecompressSync } from 'node:zlib'
import { quote } from '../../text/quote.ts'
import type { RefusedFile } from '../shown-file.ts'
import { readBounded, type ThemeFile, themeFile } from './theme-file.ts'

/** A font of the project. */
export interface ThemeFont {
  file: ThemeFile
  /** As `@font-face` has them. */
  weight: string
  style: string
  metrics: FontMetrics
}

/** How large a font is drawn; all but `unitsPerEm` in its own units. */
export interface FontMetrics {
  unitsPerEm: number
  ascent: number
  descent: number
  lineGap: number
  /** Of a letter, on the average of English text. */
  xWidthAvg: number
}

/** In bytes; no font for pages is larger, and a small file may claim to be. */
const mostUnpacked = 20_000_000

/** Reads a font in WOFF2. */
export async function readFont(real: string, written: string, key: string): Promise<ThemeFont | RefusedFile> {
  const bytes = readBounded(real, written, key)
  if ('message' in bytes) return bytes
  const expected = `Unexpected ${quote(written)} in \`${key}\`, expected a font in WOFF2`
  if (!isSound(bytes))
    return {
      message: expected,
      hint: '`fonttools ttLib.woff2 compress` makes one of a TTF or OTF; or say `sans`, `serif` or `system`',
    }
  try {
    // Both are large, and few projects bring a font.
    const [{ fontace }, { fromBuffer }] = await Promise.all([import('fontace'), import('@capsizecss/unpack')])
    const { weight, style } = fontace(Buffer.from(bytes))
    const metrics = await fromBuffer(Buffer.from(bytes))
    return {
      file: themeFile(written, bytes),
      weight: /^\d{1,4}(?: \d{1,4})?$/.test(weight) ? weight : 'normal',
      style: /^(?:italic|oblique)/.test(style) ? 'italic' : 'normal',
      metrics,
    }
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, 120)
    return { message: expected, hint: `It cannot be read: ${reason}` }
  }
}

/** Whether bytes are packed as they say, and not to more than a font has. Source: WOFF File Format 2.0, sections 4 and 5. */
function isSound(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    if (view.getUint32(0) !== 0x774f4632) return false
    const from = directoryEnd(view)
    const packed = bytes.subarray(from, from + view.getUint32(20))
    return brotliDecompressSync(packed, { maxOutputLength: mostUnpacked }).length > 0
  } catch {
    return false
  }
}

/** Where the list of tables ends, and what is packed begins. */
function directoryEnd(view: DataView): number {
  let at = 48
  for (let left = view.getUint16(12); left > 0; left--) {
    const flags = view.getUint8(at++)
    const tag = flags & 0x3f
    if (tag === 0x3f) at += 4
    at = numberEnd(view, at)
    // Of `glyf` and `loca` the third version is the plain one, of all others the first.
    const isOutline = tag === 10 || tag === 11
    if (isOutline ? flags >> 6 !== 3 : flags >> 6 !== 0) at = numberEnd(view, at)
  }
  return at
}

/** Of a number in seven bits a byte. */
function numberEnd(view: DataView, from: number): number {
  let at = from
  while (view.getUint8(at++) & 0x80);
  return at
}

/** Faces that stand in until a font is loaded, by how wide a letter is in parts of its em, as of `xWidthAvg`. */
const standIns = {
  sans: { width: 913 / 2048, faces: ['Arial', 'Liberation Sans', 'Roboto', 'Helvetica Neue'] },
  serif: { width: 832 / 2048, faces: ['Times New Roman', 'Liberation Serif', 'Noto Serif', 'Times'] },
  mono: {
    width: 1229 / 2048,
    // Of whatever system: boxes and trees in code are drawn by it where a font lacks them, and have to be as wide.
    faces: [
      ...['Courier New', 'Liberation Mono', 'Roboto Mono', 'Menlo'],
      ...['Droid Sans Mono', 'Noto Sans Mono', 'DejaVu Sans Mono'],
    ],
  },
} as const

/** A face of the system as wide and as high as a font, so that nothing moves when that comes. Source: capsize. */
export function standInFace(family: string, kind: keyof typeof standIns, metrics: FontMetrics): string {
  const { width, faces } = standIns[kind]
  const { unitsPerEm, ascent, descent, lineGap, xWidthAvg } = metrics
  const scale = xWidthAvg / unitsPerEm / width
  const share = (units: number) => `${((units / unitsPerEm / scale) * 100).toFixed(2)}%`
  const sources = faces.map((face) => `local("${face}")`).join(',')
  return (
    `@font-face{font-family:"${family}";src:${sources};size-adjust:${(scale * 100).toFixed(2)}%;` +
    `ascent-override:${share(ascent)};descent-override:${share(Math.abs(descent))};line-gap-override:${share(lineGap)}}`
  )
}
