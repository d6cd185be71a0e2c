import { posix } from 'node:path'
import { readMatter } from '../parts/matter.ts'
import type { Dialect, DialectSettings, PageReading } from './dialect.ts'
import { hugoAnchors } from './hugo/anchors.ts'
import { configureHugo, contentFolders } from './hugo/configuration.ts'
import { finishHugo } from './hugo/finish.ts'
import { addressesIn } from './hugo/frontmatter.ts'
import { pathsOfInclude } from './hugo/include.ts'
import { handlingOf } from './hugo/meaning.ts'
import type { Parameters } from './hugo/parameter.ts'
import { rewriteHugo } from './hugo/rewrite.ts'
import { readShortcodes, type Shortcode } from './hugo/shortcode.ts'
import { targetsOf } from './hugo/target.ts'

const configuration = /^hugo\.(?:toml|ya?ml|json)$/

/** Its name before version 0.110, which other programs use too. */
const formerConfiguration = /^config\.(?:toml|ya?ml|json)$/

/** The page of a section, which no other generator calls so. */
const sectionPage = /^_index\.(?:[a-z-]+\.)?(?:md|html)$/

/** Shortcodes, `ref` and Goldmark: `## A & B` is `#a--b`, `## Étape` is `#étape`, and `{#id}` sets one. */
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
  folders: (sign, text) => (sectionPage.test(sign) ? ['.'] : contentFolders(sign, text)),
  configure: configureHugo,
  includesOf(text, reading) {
    if (!/\{\{[<%]/.test(text)) return []
    const { inCode } = readShortcodes(text, () => 'code')
    const isInclude = ({ name }: Shortcode) => handlingOf(name, reading.settings) === 'include'
    return [...new Set(inCode.filter(isInclude).flatMap((shortcode) => pathsOfInclude(shortcode, reading)))]
  },
  rewrite: (rewriter, reading) => rewriteHugo(rewriter, reading, parametersOf(rewriter.text, reading)),
  finish: (tree, text) => finishHugo(tree, text),
  anchors: hugoAnchors,
  pathsOf: targetsOf,
  frontmatterKeys: { weight: 'order', linkTitle: 'label', linktitle: 'label', summary: 'description' },
  addressesOf: addressesIn,
}

/** A page's own parameters come before those of its sections, and those before the site's. */
function parametersOf(text: string, { file, settings }: PageReading): Parameters {
  let own: unknown
  return (name) => {
    own ??= readMatter(text) ?? {}
    const path = name.split('.')
    return valueAt(own, path) ?? valueAt(own, ['params', ...path]) ?? siteValue(name, file, settings)
  }
}

/** What a section hands down, the nearest first, else what the site says. */
function siteValue(name: string, file: string, { variables }: DialectSettings): string | undefined {
  if (!variables) return undefined
  const key = name.toLowerCase()
  for (let folder = posix.dirname(file); ; folder = posix.dirname(folder)) {
    const own = `${folder}//${key}`
    if (Object.hasOwn(variables, own)) return variables[own]
    if (folder === '.' || folder === '/') break
  }
  return Object.hasOwn(variables, key) ? variables[key] : undefined
}

function valueAt(value: unknown, [key, ...rest]: readonly string[]): string | undefined {
  if (key === undefined) return /^(?:string|number|boolean)$/.test(typeof value) ? String(value) : undefined
  if (typeof value !== 'object' || value === null) return undefined
  const found = Object.entries(value).find(([name]) => name.toLowerCase() === key.toLowerCase())
  return found && valueAt(found[1], rest)
}
