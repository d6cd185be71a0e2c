import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes'
import { htmlElements, svgElements } from './allow-list.ts'
import { DrawCount } from './draw-count.ts'

const svgSpace = 'http://www.w3.org/2000/svg'
const linkSpace = 'http://www.w3.org/1999/xlink'
const htmlSpace = 'http://www.w3.org/1999/xhtml'
const spaces: ReadonlyMap<string, { prefix: 'svg' | 'html'; elements: ReadonlySet<string> }> = new Map([
  [svgSpace, { prefix: 'svg', elements: svgElements }],
  [htmlSpace, { prefix: 'html', elements: htmlElements }],
])

/** No picture nests deeper, and no browser reads what nests much deeper. */
const deepest = 250

/** More elements than a browser can be asked to draw. */
const mostDrawn = 2_000_000

/** An element on its way into a published picture. */
export interface SvgElement {
  name: string
  isHtml: boolean
  attributes: readonly SvgAttribute[]
}

export interface SvgAttribute {
  /** As written, but with the prefixes `xlink:` and `xml:` for what is in these namespaces, and `?:` for any other. */
  name: string
  value: string
}

export interface RewriteRules {
  /** The attributes of an element as they stay; undefined for an element that goes, with all that is in it. */
  attributes: (element: SvgElement, drop: (what: string) => void) => SvgAttribute[] | undefined
  /** The text of a `style` element as it stays. */
  style: (css: string, drop: (what: string) => void) => string
  /** Where the picture stands in HTML, nothing has to be said of namespaces, and all that goes is told. */
  isInline?: boolean
}

export interface RewrittenSvg {
  svg: string
  /** What a browser would have run or loaded, or what would be seen, each once. */
  dropped: Set<string>
}

/**
 * Reads an SVG, and writes what the rules keep of it. What is written holds a `<` only where an element of the allow-list
 * begins or ends: no comment, no instruction, no reference but `&amp;`, `&lt;`, `&gt;`, `&quot;` and numbers. So it means
 * the same to a browser that takes it for HTML.
 *
 * @throws Error that says what is wrong with the text
 */
export function rewriteSvg(text: string, rules: RewriteRules): RewrittenSvg {
  const rewriter = new Rewriter(rules)
  const parser = new SaxesParser({ xmlns: true, ...(rules.isInline && { additionalNamespaces: { xlink: linkSpace } }) })
  parser.on('error', (error) => {
    throw new Error(error.message.replace(/\.$/, ''))
  })
  parser.on('processinginstruction', ({ target }) => rewriter.instruction(target))
  if (rules.isInline) {
    parser.on('comment', () => rewriter.aside('comment'))
    parser.on('doctype', () => rewriter.aside('doctype'))
  }
  parser.on('opentag', (tag) => rewriter.open(tag))
  parser.on('closetag', () => rewriter.close())
  parser.on('text', (text) => rewriter.text(text))
  parser.on('cdata', (text) => rewriter.text(text))
  parser.write(text).close()
  return rewriter.end()
}

interface OpenElement {
  name: string
  space: string
  /** The text of a style sheet, which is judged as a whole. */
  css?: string
}

class Rewriter {
  readonly #rules: RewriteRules
  readonly #open: OpenElement[] = []
  readonly #dropped = new Set<string>()
  readonly #drawn = new DrawCount()
  readonly #written: string[] = []
  /** How many elements are open inside of one that is dropped, with that. */
  #skipped = 0
  readonly #drop = (what: string) => {
    this.#dropped.add(what)
  }

  constructor(rules: RewriteRules) {
    this.#rules = rules
  }

  instruction(target: string): void {
    if (this.#rules.isInline || target === 'xml-stylesheet') this.#drop(`<?${target}?>`)
  }

  /** What is no part of a picture. */
  aside(what: string): void {
    this.#drop(what)
  }

  open(tag: SaxesTagNS): void {
    if (this.#open.length + this.#skipped >= deepest) throw new Error(`it nests more than ${deepest} elements deep`)
    const kept = this.#skipped > 0 ? undefined : this.#kept(tag)
    if (!kept) {
      this.#skipped++
      return
    }
    const { name, space, attributes } = kept
    const isNewSpace = space !== this.#open.at(-1)?.space
    this.#written.push(`<${name}${isNewSpace ? ` xmlns="${space}"` : ''}`)
    for (const { name, value } of attributes) this.#written.push(` ${name}="${escapedValue(value)}"`)
    this.#written.push('>')
    this.#open.push({ name, space, ...(name === 'style' && { css: '' }) })
    this.#count(attributes)
  }

  close(): void {
    if (this.#skipped > 0) {
      this.#skipped--
      return
    }
    const element = this.#open.pop()
    if (!element) return
    this.#drawn.leave()
    if (element.css !== undefined) this.#written.push(escapedText(this.#rules.style(element.css, this.#drop)))
    // What is empty is written in the short form, where HTML knows it, too.
    if (this.#written.at(-1) === '>' && isShort(element)) this.#written[this.#written.length - 1] = '/>'
    else this.#written.push(`</${element.name}>`)
  }

  text(text: string): void {
    if (this.#skipped > 0) return
    const element = this.#open.at(-1)
    if (element?.css !== undefined) element.css += text
    else if (element) this.#written.push(escapedText(text))
  }

  end(): RewrittenSvg {
    if (!isDrawable(this.#drawn)) throw new Error('it repeats its parts too many times')
    return { svg: this.#written.join(''), dropped: this.#dropped }
  }

  /** An element as it stays; undefined where it goes. */
  #kept(tag: SaxesTagNS): { name: string; space: string; attributes: SvgAttribute[] } | undefined {
    const uri = tag.uri === '' && this.#rules.isInline ? svgSpace : tag.uri
    const space = spaces.get(uri)
    const isRoot = this.#open.length === 0
    const parent = this.#open.at(-1)
    const isRightRoot = space?.prefix === 'svg' && tag.local === 'svg'
    if (isRoot && !isRightRoot) throw new Error('its first element is not `<svg xmlns="http://www.w3.org/2000/svg">`')
    const isHtml = space?.prefix === 'html'
    const element = { name: tag.local, isHtml, attributes: Object.values(tag.attributes).flatMap(attributeOf) }
    const mayBe = space?.elements.has(tag.local) && parent?.css === undefined
    const attributes = mayBe ? this.#rules.attributes(element, this.#drop) : undefined
    if (attributes) return { name: tag.local, space: uri, attributes }
    // Nobody sees what is about a picture, or another program's.
    if (this.#rules.isInline || (space && tag.local !== 'metadata')) this.#drop(`<${tag.local}>`)
    return undefined
  }

  #count(attributes: readonly SvgAttribute[]): void {
    this.#drawn.enter(attributes.find(({ name }) => name === 'id')?.value)
    for (const { name, value } of attributes) {
      if (name === 'href' && value.startsWith('#')) this.#drawn.use(value.slice(1))
      for (const [, id = ''] of value.matchAll(/url\(\s*["']?#([^"')]*)/gi)) this.#drawn.use(id.trim())
    }
  }
}

/** Elements that HTML closes by itself are in no way written otherwise; of the others, those of SVG may be short. */
function isShort({ name, space }: OpenElement): boolean {
  return space === svgSpace || /^(?:br|col|hr|img)$/.test(name)
}

function isDrawable(count: DrawCount): boolean {
  try {
    return count.total() <= mostDrawn
  } catch {
    return false
  }
}

const prefixes: ReadonlyMap<string, string> = new Map([
  ['', ''],
  [linkSpace, 'xlink:'],
  ['http://www.w3.org/XML/1998/namespace', 'xml:'],
])

function attributeOf({ name, local, uri, value }: SaxesAttributeNS): SvgAttribute[] {
  if (name === 'xmlns' || name.startsWith('xmlns:')) return []
  return [{ name: `${prefixes.get(uri) ?? '?:'}${local}`, value }]
}

/** A text as SVG holds it. */
export function escapedText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** A value as it stands between double quotes. */
export function escapedValue(text: string): string {
  return escapedText(text)
    .replaceAll('"', '&quot;')
    .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
}
