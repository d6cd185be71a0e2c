import type { Dialect } from './dialect.ts'

/** Anchors are GitHub's, but `{#id}` sets one. Its configuration is code, which is looked at and not run. */
export const docusaurus: Dialect = {
  name: 'docusaurus',
  title: 'Docusaurus',
  sign: (names) => [...names].find((name) => /^docusaurus\.config\.[cm]?[jt]s$/.test(name)),
  folders(_, text) {
    const named = [...text.matchAll(/\bpath\s*:\s*["']([\w./-]{1,200})["']/g)].map(([, path = '.']) => path)
    return ['docs', 'blog', 'versioned_docs', 'i18n', 'src', ...named.filter((path) => /[a-z]/i.test(path))]
  },
}

/** Its anchors have no accents and no digit in front, and `{#id}` sets one. */
export const vitepress: Dialect = {
  name: 'docusaurus',
  title: 'VitePress',
  sign: (names) => (names.has('.vitepress') ? '.vitepress' : undefined),
  folders: () => ['.'],
}
