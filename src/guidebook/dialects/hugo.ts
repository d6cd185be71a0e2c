import type { Dialect } from './dialect.ts'

const configuration = /^hugo\.(?:toml|ya?ml|json)$/

/** Its name before version 0.110, which other programs use too. */
const formerConfiguration = /^config\.(?:toml|ya?ml|json)$/

/** The page of a section, which no other generator calls so. */
const sectionPage = /^_index\.(?:[a-z-]+\.)?(?:md|html)$/

/** Goldmark makes its anchors: `## A & B` is `#a--b`, `## Étape` is `#étape`, and `{#id}` sets one. */
export const hugo: Dialect = {
  name: 'hugo',
  title: 'Hugo',
  sign(names) {
    const all = [...names]
    const found = all.find((name) => configuration.test(name)) ?? all.find((name) => sectionPage.test(name))
    if (found !== undefined || !names.has('content')) return found
    // With its configuration in `config/_default/`, these folders tell it.
    const hasFolders = names.has('archetypes') || names.has('themes') || (names.has('layouts') && names.has('static'))
    return all.find((name) => formerConfiguration.test(name)) ?? (hasFolders ? 'content' : undefined)
  },
  folders(sign, text) {
    if (sectionPage.test(sign)) return ['.']
    const [, folder = 'content'] = /^\s*["']?contentDir["']?\s*[:=]\s*["']?([^"'\s#,]+)/im.exec(text) ?? []
    return [folder]
  },
}
