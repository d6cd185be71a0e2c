import { decoded } from '../text/decoded.ts'

/** Makes a picture that stands in an address safe; undefined where that cannot be. */
export type Nested = (bytes: Uint8Array) => string | undefined

const imageTypes: ReadonlyMap<string, string> = new Map([
  ...['png', 'jpeg', 'gif', 'webp', 'avif', 'bmp'].map((type): [string, string] => [type, type]),
  ['jpg', 'jpeg'],
])

const fontTypes = /^(?:font\/(?:woff2?|ttf|otf|sfnt)|application\/(?:x-)?font-(?:woff2?|ttf|otf|truetype|opentype))$/

/** An address of the same picture, such as `#arrow`. */
export function fragmentUrl(written: string): string | undefined {
  const url = written.trim()
  return url.startsWith('#') ? url : undefined
}

/** Where a link may lead: to a page, to a letter, to another place of the picture, or to a neighbour of it. */
export function linkUrl(written: string): string | undefined {
  // As browsers read it: what is below a space is dropped at the ends, and line breaks and tabs everywhere.
  const url = withoutControls(written)
  const scheme = /^([^/?#]*?):/.exec(url)?.[1]
  return scheme === undefined || /^(?:https?|mailto)$/i.test(scheme) ? url : undefined
}

/** An image that an address holds itself, in a form that leaves no doubt about its kind. */
export function dataImage(written: string, nested: Nested): string | undefined {
  const data = dataOf(written)
  if (!data?.type.startsWith('image/')) return undefined
  if (data.type === 'image/svg+xml') {
    const svg = nested(data.bytes())
    return svg === undefined ? undefined : `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
  }
  const type = imageTypes.get(data.type.slice('image/'.length))
  return type && data.isBase64 ? `data:image/${type};base64,${Buffer.from(data.bytes()).toString('base64')}` : undefined
}

/** A font that an address holds itself. */
export function dataFont(written: string): string | undefined {
  const data = dataOf(written)
  return data?.isBase64 && fontTypes.test(data.type)
    ? `data:${data.type};base64,${Buffer.from(data.bytes()).toString('base64')}`
    : undefined
}

interface Data {
  /** In lower case, without parameters. */
  type: string
  isBase64: boolean
  bytes: () => Uint8Array
}

/** Source: RFC 2397. */
function dataOf(written: string): Data | undefined {
  const url = written.trim()
  if (!/^data:/i.test(url)) return undefined
  const comma = url.indexOf(',')
  if (comma < 0 || comma > 200) return undefined
  const [type = '', ...parameters] = url.slice('data:'.length, comma).toLowerCase().split(';')
  const isBase64 = parameters.at(-1)?.trim() === 'base64'
  const content = url.slice(comma + 1)
  return { type: type.trim(), isBase64, bytes: () => Buffer.from(decoded(content), isBase64 ? 'base64' : 'utf8') }
}

function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what browsers drop
  return text.replace(/^[\0-\x20]+|[\0-\x20]+$|[\0-\x1f\x7f]/g, '')
}
