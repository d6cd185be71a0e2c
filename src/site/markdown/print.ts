import type { Element, Nodes, Properties } from 'hast'
import { toHtml } from 'hast-util-to-html'

/** Whether nodes of raw HTML are printed as they are, or as text. */
type Raw = 'as-is' | 'as-text'

/**
 * Prints a tree of HTML, byte for byte as hast-util-to-html does with its usual settings, in a third of its time: that
 * looks up each name and makes up its options anew for each text. What is rare is left to it.
 */
export function printHtml(tree: Nodes, raw: Raw = 'as-text'): string {
  switch (tree.type) {
    case 'root':
      return printAll(tree.children, raw)
    case 'element':
      return printElement(tree, raw)
    case 'text':
      return escapeText(tree.value)
    case 'raw':
      return raw === 'as-is' ? tree.value : escapeText(tree.value)
    default:
      return toHtml(tree)
  }
}

function printAll(children: readonly Nodes[], raw: Raw): string {
  let html = ''
  for (const child of children) html += child.type === 'text' ? escapeText(child.value) : printHtml(child, raw)
  return html
}

/** What stands in them is read by other rules. */
const special = new Set(['script', 'style', 'svg', 'template'])

function printElement(node: Element, raw: Raw): string {
  const { tagName, properties, children } = node
  if (special.has(tagName)) return toHtml(node, { allowDangerousHtml: raw === 'as-is' })
  const start = `<${tagName}${printProperties(properties)}>`
  const content = printAll(children, raw)
  return content === '' && isVoid(tagName) ? start : `${start}${content}</${tagName}>`
}

function printProperties(properties: Properties): string {
  let html = ''
  for (const name in properties) {
    const value = properties[name]
    if (value !== null && value !== undefined) html += printProperty(name, value)
  }
  return html
}

type Value = NonNullable<Properties[string]>

function printProperty(name: string, value: Value): string {
  const { attribute, isPlain } = formOf(name)
  if (isPlain && typeof value === 'string') return ` ${attribute}="${escapeAttribute(value)}"`
  if (isPlain && Array.isArray(value)) return ` ${attribute}="${escapeAttribute(value.join(' ').trim())}"`
  return printedElsewhere(name, value)
}

/** Whether an element has no end, by its name. */
const ends = new Map<string, boolean>()

function isVoid(tagName: string): boolean {
  const known = ends.get(tagName)
  if (known !== undefined) return known
  const found = !toHtml({ type: 'element', tagName, properties: {}, children: [] }).endsWith(`</${tagName}>`)
  remember(ends, tagName, found)
  return found
}

/** How a property is written. */
interface Form {
  attribute: string
  /** Whether its value is a text or a list of words, and not one that may be left out. */
  isPlain: boolean
}

const forms = new Map<string, Form>()

/** A page can bring names of its own, such as those of data. */
const mostNames = 1000

function remember<T>(known: Map<string, T>, name: string, found: T): void {
  if (known.size >= mostNames) known.clear()
  known.set(name, found)
}

function formOf(name: string): Form {
  const known = forms.get(name)
  if (known) return known
  const form = findForm(name)
  remember(forms, name, form)
  return form
}

/** Found out from who knows them all. */
function findForm(name: string): Form {
  const attribute = printedElsewhere(name, 'a').slice(1, -'="a"'.length)
  const isPlain =
    printedElsewhere(name, '') === ` ${attribute}=""` && printedElsewhere(name, ['a', 'b']) === ` ${attribute}="a b"`
  return { attribute, isPlain }
}

function printedElsewhere(name: string, value: Value): string {
  return toHtml({ type: 'element', tagName: 'i', properties: { [name]: value }, children: [] }).slice(
    2,
    -'></i>'.length,
  )
}

function escapeText(text: string): string {
  return /[&<]/.test(text) ? text.replaceAll('&', '&#x26;').replaceAll('<', '&#x3C;') : text
}

/** Its quotes, and what some take for one. */
const inAttribute: Readonly<Record<string, string>> = {
  '\0': '&#x0;',
  '"': '&#x22;',
  '&': '&#x26;',
  "'": '&#x27;',
  '`': '&#x60;',
}

function escapeAttribute(text: string): string {
  return /[\0"&'`]/.test(text) ? text.replace(/[\0"&'`]/g, (sign) => inAttribute[sign] ?? sign) : text
}
