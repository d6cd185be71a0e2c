import { posix } from 'node:path'
import { isDiagram } from '../../diagrams/fence.ts'
import type { Page } from '../../guidebook/page.ts'
import { withEmoji } from '../../guidebook/parts/emoji.ts'
import type { Heading } from '../../guidebook/parts/heading.ts'
import { folderPagePattern, withoutPageEnding } from '../../guidebook/paths/page-file.ts'
import { parentOf } from '../../guidebook/tree.ts'
import type { NameKind } from '../../widgets/search/name-file.ts'
import { flat } from '../../widgets/search/words.ts'
import { codeNames, hostsOf } from './code-names.ts'
import { diagramLabels } from './diagram-labels.ts'

/** A name that a page has. */
export interface PageName {
  kind: NameKind
  name: string
  /** The anchor of the section; absent at the top of the page. */
  anchor?: string
  /** Of a label of a diagram: what the diagram is called. */
  caption?: string
}

/** Names of code that one page gives to the index; what is beyond is found as text. */
const mostOfCode = 500

const longestName = 200

/** What a page is looked for by besides its text and its title; each kind of a name once. */
export function pageNames(page: Page): PageName[] {
  const names = [...ownNames(page), ...headingNames(page), ...diagramNames(page), ...namesOfCode(page)]
  const kept = names.filter(({ name }) => name !== '' && name.length <= longestName)
  return [...new Map(kept.toReversed().map((one) => [`${one.kind} ${one.name}`, one])).values()].toReversed()
}

/** Its H1 where that is not its title, its file, its former addresses. */
function ownNames({ file, title, heading, frontmatter }: Page): PageName[] {
  const path = folderPagePattern.test(file) ? parentOf(file) : withoutPageEnding(file)
  const own = [
    ...(heading === undefined ? [] : [{ kind: 'title' as const, name: withEmoji(heading) }]),
    { kind: 'file' as const, name: posix.basename(path) },
  ]
  const former = (frontmatter.aliases ?? []).map((alias) => ({
    kind: 'former title' as const,
    name: posix.basename(withoutPageEnding(alias.replace(/\/(?:index(?:\.html?)?)?$/i, ''))),
  }))
  const known = new Set([title, ...own.map(({ name }) => name)].map(flat))
  return [...own, ...former.filter(({ name }) => !known.has(flat(name)))]
}

function headingNames({ headings }: Page): PageName[] {
  const title = headings.find(({ depth }) => depth === 1)
  return headings
    .filter((heading) => heading !== title)
    .map(({ text, anchor }) => ({ kind: 'heading', name: withEmoji(text), ...(anchor !== '' && { anchor }) }))
}

function diagramNames({ fences, headings }: Page): PageName[] {
  return fences.filter(isDiagram).flatMap(({ value, line }) => {
    const { caption, labels } = diagramLabels(value)
    const place = { ...anchorOf(headings, line), ...(caption !== undefined && { caption }) }
    return labels.map((name) => ({ kind: 'diagram' as const, name, ...place }))
  })
}

/** Alerts, hosts and identifiers in fences, inline code and links. */
function namesOfCode({ fences, inlineCode, links, headings }: Page): PageName[] {
  const names: PageName[] = []
  for (const { value, line, language } of [
    ...fences.filter((fence) => !isDiagram(fence) && fence.language !== 'status'),
    ...inlineCode.map((code) => ({ ...code, language: '' })),
  ]) {
    if (names.length >= mostOfCode) break
    if (language === 'svg') continue
    const place = anchorOf(headings, line)
    for (const one of codeNames(value)) names.push({ ...one, ...place })
  }
  const hosts = links.flatMap(({ url, line }) => {
    const [, host] = /^https?:\/\/(?:[^/@]*@)?([^/?#\s]+)/i.exec(url) ?? []
    return host === undefined ? [] : hostsOf(host).map((one) => ({ ...one, ...anchorOf(headings, line) }))
  })
  return [...names, ...hosts].slice(0, mostOfCode)
}

/** The anchor of the section that a line is in. */
function anchorOf(headings: readonly Heading[], line: number): Pick<PageName, 'anchor'> {
  const above = headings.findLast(
    (heading) => heading.line <= line && heading.anchor !== '' && heading.included === undefined,
  )
  return above === undefined || above === headings.find(({ depth }) => depth === 1) ? {} : { anchor: above.anchor }
}
