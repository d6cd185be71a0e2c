import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'parse5'

/** The files that a browser loads with a page, by path in the built site. */
export interface LoadedFiles {
  styles: string[]
  /** Scripts, and the modules that these import before they run; not what they import later. */
  scripts: string[]
}

interface Node {
  nodeName: string
  attrs?: { name: string; value: string }[]
  childNodes?: unknown[]
}

/** Finds what the page at `file` loads, of a site built for the base `/`. Both are paths; `file` is inside `dist`. */
export async function loadedFiles(dist: string, file: string): Promise<LoadedFiles> {
  const elements = elementsOf(parse(await readFile(path.join(dist, file), 'utf8')))
  const named = (name: string, attribute: string) =>
    elements.flatMap((element) => (element.nodeName === name ? [attributeOf(element, attribute)] : []))
  if (named('style', 'media').length > 0) throw new Error(`${file} has a style of its own, which is not counted`)
  const links = elements.filter(({ nodeName }) => nodeName === 'link')
  const linked = (relation: string) =>
    links.flatMap((link) => (attributeOf(link, 'rel') === relation ? [attributeOf(link, 'href')] : []))
  const entries = [...named('script', 'src'), ...linked('modulepreload')].filter((source) => source !== undefined)
  return {
    styles: linked('stylesheet').filter((href) => href !== undefined),
    scripts: await withImports(dist, entries),
  }
}

function elementsOf(node: unknown): Node[] {
  if (!isNode(node)) return []
  return [node, ...(node.childNodes ?? []).flatMap(elementsOf)]
}

function isNode(node: unknown): node is Node {
  return typeof node === 'object' && node !== null && 'nodeName' in node
}

function attributeOf({ attrs }: Node, wanted: string): string | undefined {
  return attrs?.find(({ name }) => name === wanted)?.value
}

/** As the bundler writes it: `import{a as b}from"./x.js"`, `import"./x.js"`, `export{a}from"./x.js"`; not `import("./x.js")`. */
const importPattern = /(?:\bimport|\bexport)\s*(?:[\w$*{},\s]+?\bfrom\s*)?["']([^"']+)["']/g

/** Scripts by path in the built site, with the modules that these import before they run. */
export async function withImports(dist: string, entries: string[]): Promise<string[]> {
  const found = new Set<string>()
  const waiting = [...entries]
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    if (found.has(address)) continue
    found.add(address)
    const code = await readFile(path.join(dist, address), 'utf8')
    for (const [, specifier = ''] of code.matchAll(importPattern))
      waiting.push(path.posix.join(path.posix.dirname(address), specifier))
  }
  return [...found]
}
