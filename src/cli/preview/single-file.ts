import { createHash } from 'node:crypto'
import { promises as fs, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Element, Properties, Root } from 'hast'
import { raw } from 'hast-util-raw'
import { toHtml } from 'hast-util-to-html'
import { withCleanup } from '../../files/cleanup.ts'
import type { Page } from '../../guidebook/page.ts'
import type { Review, ReviewPage } from '../../review/review.ts'
import { formerPlaceText, stateText } from '../../review/words.ts'
import { element, replaceElements } from '../../site/markdown/element.ts'
import { changeOverview, headChangeList } from '../../site/preview/change-overview.ts'
import type { ComparedPage } from '../../site/preview/compare-sites.ts'
import { makeWorkplace } from '../../site/publish/workplace.ts'
import { loadRenderer } from '../../site/renderer/renderer.ts'
import { pictureText } from '../../site/view/asset.ts'
import type { Compared } from './compare.ts'

/** Bytes of all pictures together: what is more than that is left out, and said. */
const mostPictureBytes = 3_000_000

/** Characters of HTML of all pages together: those behind it are named, and not shown. */
const mostText = 8_000_000

/**
 * A whole change as one HTML document that loads nothing: its style, its script and its pictures are in it, in both themes.
 * It runs under a policy that lets in what it was written with and nothing else.
 */
export async function singleFile(compared: Compared): Promise<string> {
  const { style, pairs } = await assetTexts()
  const { review } = compared
  const shown = shownPages(compared)
  const main = [overview(review, shown), ...shown.map(({ html }) => html)].join('\n')
  const policy = [
    "default-src 'none'",
    'img-src data:',
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)} ${hashOf(pairs)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const title = `Changes · ${compared.after.settings.title}`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex, nofollow">
${html(element('title', {}, [title]))}
<style>${style}</style></head>
<body class="home single-review"><main class="page changes-page" id="wm-main">
${main}
</main><script>${script}</script><script type="module">${pairs}</script></body></html>
`
}

/** By keys as on a preview's pages: to the next and to the previous change, and with and without what was before. */
const script = `"use strict";
(() => {
  const root = document.documentElement;
  const themes = ["system", "light", "dark"];
  const theme = document.querySelector("[data-theme-button]");
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const next = themes[(themes.indexOf(root.dataset.theme || "system") + 1) % 3];
    root.dataset.theme = next;
    theme.textContent = "Theme: " + next;
  });
  const first = new Map();
  for (const one of document.querySelectorAll("[data-change]")) {
    const key = one.closest("section").id + " " + one.dataset.change;
    if (!first.has(key)) first.set(key, one);
  }
  const changes = [...first.values()];
  let at = -1;
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(?:input|textarea|select)$/i.test(event.target.tagName)) return;
    if (event.key === "d") root.dataset.changes = root.dataset.changes === "hidden" ? "shown" : "hidden";
    const step = event.key === "n" ? 1 : event.key === "p" ? -1 : 0;
    if (step === 0 || changes.length === 0) return;
    at = (at + step + changes.length) % changes.length;
    const change = changes[at];
    for (let fold = change.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    change.tabIndex = -1;
    change.focus({ preventScroll: true });
    change.scrollIntoView({ block: "center" });
  });
})();
`

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

/**
 * The styles that pages of a preview have, without the fonts: those of the system stand in. And the script that lays two
 * pictures over each other, which stands alone.
 */
async function assetTexts(): Promise<{ style: string; pairs: string }> {
  const workplace = await makeWorkplace()
  return withCleanup(async () => {
    const { assets } = await loadRenderer({ workplace })
    const folder = path.join(assets, '_astro')
    const names = await fs.readdir(folder)
    const wanted = ['site', 'diagram', 'preview'].flatMap((name) =>
      names.filter((file) => file.startsWith(`${name}.`) && file.endsWith('.css')),
    )
    const texts = await Promise.all(wanted.map((file) => fs.readFile(path.join(folder, file), 'utf8')))
    const style = `${texts.join('\n')}${ownStyle}`.replace(/@font-face\s*\{[^}]*\}/g, '').replace(/<\//g, '<\\/')
    const slider = names.find((file) => file.startsWith('change-pairs.') && file.endsWith('.js'))
    const pairs = slider === undefined ? '' : await fs.readFile(path.join(folder, slider), 'utf8')
    return { style, pairs: pairs.replace(/<\//g, '<\\/') }
  }, workplace.remove)
}

/** The page is not in its site: it has no columns beside it. */
const ownStyle = `
.single-review .page { max-width: 60rem; margin-inline: auto; padding: var(--space-4); }
.single-page { margin-top: var(--space-6); padding-top: var(--space-4); border-top: 3px solid var(--line); }
.single-review button { padding: 0.1em 0.6em; border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--surface); color: var(--ink); font: inherit; }
.single-review .prose > :is(.table, .code, waymark-diagram, .change-pair) { width: auto; min-width: 0; max-width: 100%; translate: none; }
.single-page > h2 { font-size: var(--size-h1); }
`

interface ShownPage {
  id: string
  page: ReviewPage
  html: string
}

function shownPages({ pages, pictures, after }: Compared): ShownPage[] {
  const ids = new Map(pages.map(({ page }, index) => [after.href(page.preview), `page-${index + 1}`]))
  const former = new Map(pictures.map(({ address, ...picture }) => [after.href(address), picture]))
  const budget = { pictures: mostPictureBytes, text: mostText }
  return pages.map((compared, index): ShownPage => {
    const { page } = compared
    const id = `page-${index + 1}`
    const tree = treeOf(compared, after.page(page.address.after ?? ''), (now) => after.tree(now).body)
    const now = after.page(page.address.after ?? '')
    const own = new Map(
      (now ? after.assetsOf(now) : []).map(({ address, source, kind }) => [after.href(address), { source, kind }]),
    )
    const embed = (src: string) => embedded(own.get(src) ?? former.get(src), src, budget)
    const body = tree && html(standalone(tree, { id, ids, href: after.href(page.preview), embed }))
    const fits = body === undefined || body.length <= budget.text
    budget.text -= fits ? (body?.length ?? 0) : 0
    return { id, page, html: section(id, page, fits ? (body ?? '') : undefined) }
  })
}

/** A copy: what is changed for this file is not for the site. */
function treeOf({ tree }: ComparedPage, now: Page | undefined, render: (page: Page) => Root): Root | undefined {
  const body = tree?.body ?? (now && !now.problems.some(({ code }) => code === 'mdx') ? render(now) : undefined)
  if (!body) return undefined
  // What is raw is parsed: names of its parts have to be told apart, too.
  const parsed = raw(structuredClone(body))
  return parsed.type === 'root' ? parsed : undefined
}

interface StandaloneOptions {
  /** What the names of a page's parts begin with: several pages have the same ones. */
  id: string
  /** Where pages of the preview stand in this file, by their addresses as links have them. */
  ids: ReadonlyMap<string, string>
  /** The page's own. */
  href: string
  embed: (src: string) => string | undefined
}

const references = ['ariaLabelledBy', 'ariaDescribedBy', 'ariaControls', 'htmlFor', 'headers'] as const

/** Makes of a page of a site a part of a file that has all in it. Changes the tree. */
function standalone(tree: Root, options: StandaloneOptions): Root {
  const { id, embed } = options
  const named = (name: unknown) => `${id}-${String(name)}`
  replaceElements(tree, (node) => {
    const { properties } = node
    if (node.tagName === 'script' || node.tagName === 'style' || node.tagName === 'iframe') return []
    if (properties.id !== undefined) properties.id = named(properties.id)
    for (const name of references) {
      const value = properties[name]
      if (value !== undefined && value !== null)
        properties[name] = (Array.isArray(value) ? value : String(value).split(' ')).map(named)
    }
    for (const [name, value] of Object.entries(properties))
      if (typeof value === 'string' && value.includes('url(#'))
        properties[name] = value.replaceAll('url(#', `url(#${id}-`)
    delete properties.srcSet
    // What scrolls is reached by the keyboard.
    if (node.tagName === 'pre' || isScrolled(node)) properties.tabIndex = 0
    // The policy lets in no style but that of the whole file.
    delete properties.style
    if (typeof properties.href === 'string') link(properties, options)
    if (typeof properties.xLinkHref === 'string') properties.xLinkHref = properties.xLinkHref.replace(/^#/, `#${id}-`)
    return node.tagName === 'img' ? picture(node, embed) : node
  })
  return tree
}

function isScrolled({ properties: { className } }: Element): boolean {
  return Array.isArray(className) && className.some((name) => name === 'table' || name === 'diagram-box')
}

/** Leads to a part of this file, or out of it; what would lead to a page that is not here leads nowhere. */
function link(properties: Properties, { id, ids, href: own }: StandaloneOptions): void {
  const written = String(properties.href)
  if (/^(?:https?|mailto|tel):/i.test(written)) return
  const [address = '', fragment] = written.split('#')
  const target = address === '' || address === own ? id : ids.get(address)
  if (target === undefined) delete properties.href
  else properties.href = fragment === undefined || fragment === '' ? `#${target}` : `#${target}-${fragment}`
}

function picture(node: Element, embed: StandaloneOptions['embed']): Element {
  const { src, alt } = node.properties
  if (typeof src === 'string' && src.startsWith('data:')) return node
  const data = typeof src === 'string' ? embed(src) : undefined
  if (data === undefined) return element('em', {}, [`(picture left out${alt ? `: ${String(alt)}` : ''})`])
  node.properties.src = data
  return node
}

const types: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.bmp': 'image/bmp',
  '.ico': 'image/x-icon',
}

/** A picture as a `data:` address, as long as there is room. */
function embedded(
  found: { source: string; kind: 'picture' | 'copy' } | undefined,
  src: string,
  budget: { pictures: number },
): string | undefined {
  if (!found) return undefined
  const svg = found.kind === 'picture' ? pictureText(found.source) : undefined
  const type = svg === undefined ? types[path.extname(src).toLowerCase()] : 'image/svg+xml'
  if (type === undefined) return undefined
  const bytes = svg === undefined ? readSome(found.source, budget.pictures) : Buffer.from(svg)
  if (!bytes || bytes.length > budget.pictures) return undefined
  budget.pictures -= bytes.length
  return `data:${type};base64,${bytes.toString('base64')}`
}

/** A file that is no larger than that. */
function readSome(file: string, most: number): Buffer | undefined {
  return statSync(file).size <= most ? readFileSync(file) : undefined
}

function section(id: string, page: ReviewPage, body: string | undefined): string {
  const place = page.file.after ?? page.file.before ?? ''
  const head = element('header', {}, [
    element('h2', { id: `${id}-title` }, [page.title]),
    element('p', { className: ['change-place'] }, [element('code', {}, [place]), `, ${stateText(page)}`]),
    ...(page.state === 'moved' ? [element('p', {}, [formerPlaceText(page)])] : []),
    ...(page.isCoarse ? [element('p', {}, ['Parts of it are compared coarsely.'])] : []),
    ...headChangeList(page.head),
  ])
  const left = '<p>This page is left out: the file has no room for more.</p>'
  return `<section class="single-page" id="${id}" aria-labelledby="${id}-title">${html(head)}<div class="prose">${body ?? left}</div></section>`
}

function overview(review: Review, shown: readonly ShownPage[]): string {
  const { base, head, made } = review
  const commit = head.commit.slice(0, 7)
  const uncommitted = head.isWorktree ? ' with uncommitted changes' : ''
  const stamp = element('p', { className: ['change-place'] }, [
    element('strong', {}, ['Preview']),
    ' of ',
    element('code', {}, [commit]),
    `${uncommitted}, compared with `,
    element('code', {}, [base.ref]),
    `, made ${made.slice(0, 16).replace('T', ' ')} UTC. `,
    'Next change: ',
    element('kbd', {}, ['n']),
    ', previous: ',
    element('kbd', {}, ['p']),
    ', with and without the changes: ',
    element('kbd', {}, ['d']),
    '. ',
    element('button', { type: 'button', hidden: true, dataThemeButton: '' }, ['Theme: system']),
  ])
  const idOf = new Map(shown.map(({ page, id }) => [page, id]))
  const idOfFile = new Map(shown.map(({ page, id }) => [page.file.after ?? page.file.before ?? '', id]))
  const at = (id: string | undefined, part = '') => (id === undefined ? undefined : `#${id}${part}`)
  return [
    element('h1', { className: ['title'] }, ['Changes']),
    stamp,
    ...changeOverview(review, {
      page: (page) => at(idOf.get(page)),
      change: (page, id) => at(idOf.get(page), `-wm-change-${id}`),
      file: (file, anchor) => at(idOfFile.get(file), anchor === undefined ? '' : `-${anchor}`),
    }),
  ]
    .map(html)
    .join('\n')
}

function html(node: Root | Element): string {
  return toHtml(node, { allowDangerousHtml: true })
}
