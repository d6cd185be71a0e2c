import type { Dialect } from './dialect.ts'
import { anchorsOf } from './docusaurus/anchor.ts'
import { BlockReader } from './docusaurus/blocks.ts'
import { configureDocusaurus, configureStarlight, configureVitepress } from './docusaurus/configuration.ts'
import { finishPage } from './docusaurus/finish.ts'
import { pathsOfLink } from './docusaurus/path.ts'
import { removeComments, removeModuleCode, removeScripts } from './docusaurus/script.ts'
import { includedFiles, readIncludes } from './docusaurus/snippet.ts'

/** How the three of them read a page: they have containers of colons, and components in Markdown. */
const common: Pick<Dialect, 'name' | 'frontmatterKeys' | 'includesOf' | 'rewrite' | 'finish' | 'anchors' | 'pathsOf'> =
  {
    name: 'docusaurus',
    frontmatterKeys: { sidebar_position: 'order', sidebar_label: 'label' },
    includesOf: (text, reading) => (isVitepress(reading) ? includedFiles(text, reading) : []),
    rewrite(rewriter, reading) {
      const isCode = /\.mdx$/i.test(reading.file)
      if (isVitepress(reading)) {
        removeScripts(rewriter)
        readIncludes(rewriter, reading)
      } else if (!isCode) {
        removeModuleCode(rewriter)
        removeComments(rewriter)
      }
      for (const line of rewriter.lines)
        if (!line.isCode && /^\[\[toc\]\]\s*$/i.test(line.text)) rewriter.removeLine(line.index)
      new BlockReader(rewriter, { withComponents: !isCode }).read()
    },
    finish: finishPage,
    anchors: anchorsOf,
    pathsOf: pathsOfLink,
  }

function isVitepress({ settings }: { settings: { slug?: { rule: string } } }): boolean {
  return settings.slug?.rule === 'vitepress'
}

/** Anchors are GitHub's, but `{#id}` sets one. Its configuration is code, which is looked at and not run. */
export const docusaurus: Dialect = {
  ...common,
  title: 'Docusaurus',
  sign: (names) => [...names].find((name) => /^docusaurus\.config\.[cm]?[jt]s$/.test(name)),
  folders(_, text) {
    const named = [...text.matchAll(/\bpath\s*:\s*["']([\w./-]{1,200})["']/g)].map(([, path = '.']) => path)
    return ['docs', 'blog', 'versioned_docs', 'i18n', 'src', ...named.filter((path) => /[a-z]/i.test(path))]
  },
  configure: configureDocusaurus,
}

/** Its anchors have no accents and no digit in front, and `{#id}` sets one. */
export const vitepress: Dialect = {
  ...common,
  title: 'VitePress',
  sign: (names) => (names.has('.vitepress') ? '.vitepress' : undefined),
  folders: () => ['.'],
  configure: configureVitepress,
}

/** A theme of Astro: another site of Astro is none of it. */
export const starlight: Dialect = {
  ...common,
  title: 'Starlight',
  sign: (names) => [...names].find((name) => /^astro\.config\.[cm]?[jt]s$/.test(name)),
  folders: (_, text) => (/["']@astrojs\/starlight["']/.test(text) ? ['src/content/docs'] : []),
  configure: configureStarlight,
}
