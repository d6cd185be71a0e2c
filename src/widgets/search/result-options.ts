import { type OptionGroup, optionLink, part } from './option-list.ts'
import type { MarkedText, MatchKind, MatchReason, PageResult, SectionResult } from './results.ts'
import type { ServiceStates } from './service-states.ts'

/** What is said of a match; nothing where the title, the heading or the excerpt shows it. */
const kindNames: Readonly<Record<MatchKind, string>> = {
  title: '',
  heading: '',
  text: '',
  'former title': 'former title',
  file: 'file',
  alert: 'alert',
  service: 'service',
  host: 'host',
  identifier: 'in code',
  diagram: 'in a diagram',
}

/** A page and below it its sections. */
export function resultGroup(page: PageResult, states: ServiceStates | undefined): OptionGroup {
  const sign = states?.sign(page.services)
  const title = textOf(page.title)
  const isNamed = page.guidebook !== '' && page.guidebook !== title
  const option = optionLink(
    page.href,
    part(
      'head',
      part('name', part('title', ...marked(page.title)), ...(sign ? [sign] : [])),
      ...(isNamed ? [part('guidebook', page.guidebook)] : []),
    ),
    ...reasonParts(page.reason),
    ...excerptParts(page.excerpt),
  )
  return { label: title, options: [option, ...page.sections.map(sectionOption)] }
}

function sectionOption({ href, heading, reason, excerpt }: SectionResult): HTMLAnchorElement {
  const head = part('name', part('heading', ...marked(heading)), ...reasonParts(reason))
  const option = optionLink(href, head, ...excerptParts(excerpt))
  option.classList.add('search-section')
  return option
}

function reasonParts({ kind, text, isSlip }: MatchReason): HTMLElement[] {
  const name = kindNames[kind]
  const words = [name, isSlip ? 'spelled alike' : ''].filter((word) => word !== '').join(', ')
  if (words === '') return []
  // What the title shows already is not said twice.
  const found = name === '' || text.length === 0 ? [] : [' ', part('found-name', ...marked(text))]
  return [part('reason', words, ...found)]
}

function excerptParts(excerpt: MarkedText): HTMLElement[] {
  return excerpt.length === 0 ? [] : [part('excerpt', ...marked(excerpt))]
}

/** Always as text: what a guidebook says is never HTML here. */
function marked(text: MarkedText): (Node | string)[] {
  return text.map((piece) => {
    if (!piece.isHit) return piece.text
    const mark = document.createElement('mark')
    mark.textContent = piece.text
    return mark
  })
}

function textOf(text: MarkedText): string {
  return text.map((piece) => piece.text).join('')
}
