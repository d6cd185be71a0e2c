import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { satteri } from '@astrojs/markdown-satteri'
import { defineHastPlugin, defineMdastPlugin } from 'satteri'
import { headingText } from '../guidebook/heading.ts'
import { takeApart } from './markdown/document.ts'
import { decorate } from './markdown/render.ts'
import type { Site } from './site.ts'

/**
 * Gives `.mdx` pages the same breadcrumbs, title, header card, links and code as the others. Their HTML is not
 * sanitized: they are code already, and read only when the configuration says `mdx: true`.
 */
export function mdxProcessor({ current, guidebooks }: { current: () => Site; guidebooks: string }) {
  const takeOut = defineMdastPlugin({
    name: 'waymark:document',
    before(root, context) {
      const { title, body } = takeApart(copyOf(root))
      context.data.title = title.length > 0 ? headingText({ type: 'paragraph', children: title }) : undefined
      context.replaceNode(root, body)
    },
  })
  const addParts = defineHastPlugin({
    name: 'waymark:parts',
    before(root, context) {
      const file =
        context.fileURL && path.relative(guidebooks, fileURLToPath(context.fileURL)).split(path.sep).join('/')
      const page = file === undefined ? undefined : current().guidebooks.page(file)
      const title = typeof context.data.title === 'string' ? context.data.title : undefined
      if (page) context.replaceNode(root, decorate(copyOf(root), title, current().context(page)))
    },
  })
  return satteri({ mdastPlugins: [takeOut], hastPlugins: [addParts] })
}

/** Sätteri's nodes read from its own memory when they are asked for; what is changed must be an ordinary tree. */
function copyOf<T>(root: Readonly<T>): T {
  const isOwn = (key: string) => !key.startsWith('_')
  return JSON.parse(JSON.stringify(root, (key, value: unknown) => (isOwn(key) ? value : undefined)))
}
