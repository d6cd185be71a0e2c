import type { Dialect } from './dialect.ts'

/** Generators of which no more is known than the file that tells them. */
const generators: readonly [title: string, file: RegExp][] = [
  ['Jekyll', /^_config\.ya?ml$/],
  ['mdBook', /^book\.toml$/],
  ['Eleventy', /^(?:\.eleventy|eleventy\.config)\.[cm]?js$/],
  ['Gatsby', /^gatsby-config\.[cm]?[jt]s$/],
  ['Antora', /^antora\.yml$/],
]

const known = generators.map(
  ([title, file]): Dialect => ({
    name: 'other',
    title,
    sign: (names) => [...names].find((name) => file.test(name)),
    folders: () => ['.'],
  }),
)

/** Its configuration is called as that of many programs: its pages are `*.html.md`. */
const middleman: Dialect = {
  name: 'other',
  title: 'Middleman',
  sign: (names) => (names.has('config.rb') && names.has('source') ? 'config.rb' : undefined),
  folders: () => ['source'],
}

export const otherGenerators: readonly Dialect[] = [...known, middleman]
