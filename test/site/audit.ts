import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node

interface Attribute {
  tag: string
  name: string
  value: string
}

/** What a built site must never have: links to nowhere, files of other origins, code inside of pages. */
export function audit(dist: string, base: string): string[] {
  const pages = new Map(
    globSync('**/*.html', { cwd: dist }).map((file) => [path.join(dist, file), attributesOf(path.join(dist, file))]),
  )
  return [...pages].flatMap(([file, attributes]) => {
    const name = path.relative(dist, file)
    return attributes.flatMap((attribute) =>
      problemsOf(attribute, { file, name, dist, base, pages }).map((problem) => `${name}: ${problem}`),
    )
  })
}

interface Surroundings {
  file: string
  name: string
  dist: string
  base: string
  pages: Map<string, Attribute[]>
}

function problemsOf({ tag, name, value }: Attribute, surroundings: Surroundings): string[] {
  if (name.startsWith('on') || name === 'style') return [`${name} on <${tag}>`]
  if (tag === 'script' && name === 'type')
    return value === 'module' || value === 'application/ld+json' ? [] : [`<script type="${value}">`]
  if (name !== 'href' && name !== 'src' && name !== 'srcset') return []
  const urls = name === 'srcset' ? value.split(',').map((candidate) => candidate.trim().split(/\s+/)[0] ?? '') : [value]
  return urls.flatMap((url) => (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(url) ? outside(tag, url) : inside(url, surroundings)))
}

function outside(tag: string, url: string): string[] {
  const isSafeLink = tag === 'a' && /^(https?|mailto|tel):/i.test(url)
  return isSafeLink || (tag === 'link' && /^https?:/.test(url)) ? [] : [`loads or runs ${url}`]
}

function inside(url: string, { name, dist, base, pages }: Surroundings): string[] {
  const page = `https://site.example${base}${name.split(path.sep).map(encodeURIComponent).join('/')}`
  const { pathname, hash } = new URL(url, page)
  if (!pathname.startsWith(base)) return [`${url} leaves the base`]
  const asked = path.join(dist, decodeURIComponent(pathname.slice(base.length)))
  const target = existsSync(asked) && statSync(asked).isDirectory() ? path.join(asked, 'index.html') : asked
  if (!existsSync(target)) return [`${url} leads nowhere`]
  const ids = pages.get(target)?.filter((attribute) => attribute.name === 'id' || attribute.name === 'name')
  const anchor = decodeURIComponent(hash.slice(1))
  return anchor === '' || !ids || ids.some(({ value }) => value === anchor) ? [] : [`${url} has no anchor`]
}

function attributesOf(file: string): Attribute[] {
  const found: Attribute[] = []
  const visit = (node: Node): void => {
    if ('attrs' in node) found.push(...node.attrs.map(({ name, value }) => ({ tag: node.tagName, name, value })))
    if ('childNodes' in node) for (const child of node.childNodes) visit(child)
  }
  visit(parse(readFileSync(file, 'utf8')))
  return found
}
