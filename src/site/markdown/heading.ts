import GithubSlugger from 'github-slugger'
import type { Element, ElementContent, Root, RootContent } from 'hast'
import type { Heading } from '../../guidebook/parts/heading.ts'
import { element, isComponent, type Parent, textContent } from './element.ts'

const headingNames = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'])

/** What is known of headings that GitHub's rule does not tell. */
export interface KnownHeadings {
  /** The text of the page's H1, where that is not in the tree. */
  title?: string
  /** All headings of the tree in their order, of a page that has anchors by other rules. */
  headings?: readonly Pick<Heading, 'anchor' | 'aliases'>[]
}

/**
 * Numbers the headings of one page as GitHub does: in the order of the page, wherever they stand, by the text as it was
 * written, so before emoji are shown and links are resolved. Where the page has anchors by other rules, they come first.
 * Changes the tree.
 */
export function numberHeadings(tree: Root, { title, headings = [] }: KnownHeadings = {}): void {
  const slugger = new GithubSlugger()
  if (title !== undefined) slugger.slug(title)
  const known = headings.values()
  eachHeading(tree, false, (heading) => {
    const onGithub = slugger.slug(
      textContent({ type: 'root', children: heading.children.filter((child) => !isFootnoteMark(child)) }),
    )
    const { value: own } = known.next()
    const anchor = own?.anchor ?? onGithub
    const { id, ...properties } = heading.properties
    heading.properties = anchor === '' ? properties : { ...properties, id: anchor }
    // Someone may link to the id that was written, too, or as on GitHub.
    const others = [...(own?.aliases ?? []), ...(typeof id === 'string' ? [id] : [])]
    for (const other of new Set(others)) if (other !== anchor) heading.children.unshift(element('span', { id: other }))
  })
}

/** Gives each heading a link to itself. A further H1 becomes an H2, since a page has one title. Changes the tree. */
export function linkHeadings(tree: Root): void {
  eachHeading(tree, false, (heading, isInLink) => {
    if (heading.tagName === 'h1') heading.tagName = 'h2'
    const { id } = heading.properties
    if (typeof id !== 'string' || isInLink) return
    const text = textContent(heading).trim()
    allowBreaks(heading)
    heading.children.push(
      // Its sign is drawn by the style sheet: as text it would be part of the heading in searches and copies.
      element('a', { className: ['heading-link'], href: `#${encodeURIComponent(id)}`, ariaLabel: `Link to “${text}”` }),
    )
  })
}

/** Shorter words fit into a line on a phone. */
const longWord = /[^\s]{17,}/g
/** Between the words of which a name is made: before a capital, behind a sign. */
const seam = /(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[\w)][_./:=])(?=\w)/

/**
 * Lets the browser break long names in large letters, such as those of alerts, where a reader would. What is copied and
 * searched stays as it is. Changes the tree.
 */
export function allowBreaks(parent: Root | Element): void {
  const children = parent.children.flatMap((child): RootContent[] => {
    if (child.type === 'element') allowBreaks(child)
    return child.type === 'text' ? broken(child.value) : [child]
  })
  Object.assign(parent, { children })
}

function broken(text: string): ElementContent[] {
  const parts = text.replace(longWord, (word) => word.split(seam).join(breakSign)).split(breakSign)
  return parts.flatMap((value, index): ElementContent[] => [
    ...(index === 0 ? [] : [element('wbr', {})]),
    { type: 'text', value },
  ])
}

/** Stands in no text that has been read: NUL is another sign by then. */
const breakSign = '\0'

function eachHeading(parent: Parent, isInLink: boolean, change: (heading: Element, isInLink: boolean) => void): void {
  for (const child of parent.children) {
    if (isComponent(child)) eachHeading(child, isInLink || child.name === 'a', change)
    if (child.type !== 'element' || child.properties.id === 'footnote-label') continue
    if (headingNames.has(child.tagName)) change(child, isInLink)
    else eachHeading(child, isInLink || child.tagName === 'a', change)
  }
}

function isFootnoteMark(node: Element['children'][number]): boolean {
  return (
    node.type === 'element' &&
    node.tagName === 'sup' &&
    node.children.some((child) => child.type === 'element' && 'dataFootnoteRef' in child.properties)
  )
}

/** Elements whose headings are not the page's title. */
const asides = new Set(['blockquote', 'li'])

/** Takes the first H1 out of a tree, wherever it stands but in a quote or a list. Changes the tree. */
export function removeTitle(parent: Root | Element): Element | undefined {
  for (const [index, child] of parent.children.entries()) {
    if (child.type !== 'element' || asides.has(child.tagName)) continue
    if (child.tagName === 'h1') {
      parent.children.splice(index, 1)
      return child
    }
    const found = removeTitle(child)
    if (found) return found
  }
  return undefined
}
