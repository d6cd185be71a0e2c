// Copies what Waymark uses of packages that are large and of which it needs a few files, each a build that stands
// alone. Nobody who installs Waymark installs the rest of them. Their licences go along.
import { cpSync, existsSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The files that are used of each package, as they stand in it. */
const used = {
  // Mermaid's own build in one piece, for browsers and for the check, and the list of its settings.
  mermaid: ['dist/mermaid.esm.min.mjs', 'dist/chunks/mermaid.esm.min/*.mjs', 'dist/config.type.d.ts'],
  '@fontsource/arimo': ['{400,700}{,-italic}.css', 'files/*-{400,700}-{normal,italic}.woff2'],
  '@fontsource-variable/source-serif-4': ['wght{,-italic}.css', 'files/*-wght-{normal,italic}.woff2'],
}

/** The source maps of Mermaid's build, and of the parser in it, which its makers bundle first: they name each source. */
const maps = [
  'mermaid/dist/mermaid.esm.min.mjs.map',
  'mermaid/dist/chunks/mermaid.esm.min/*.map',
  '@mermaid-js/parser/dist/**/*.map',
]

/** Makes `folder`, with a notice beside it that names every package in it, and holds its licence. */
export function vendor(folder, notice) {
  for (const [name, patterns] of Object.entries(used)) {
    const from = path.join('node_modules', name)
    const files = [...patterns, '{LICENSE,LICENSE.*,package.json}'].flatMap((pattern) => {
      const found = globSync(pattern, { cwd: from })
      if (found.length === 0) throw new Error(`Unexpected ${name} without ${pattern}, expected what Waymark uses of it`)
      return found
    })
    for (const file of files) copy(path.join(from, file), path.join(folder, name, file))
  }
  writeFileSync(notice, noticeText())
}

function copy(from, to) {
  mkdirSync(path.dirname(to), { recursive: true })
  cpSync(from, to)
}

const head = `The folder vendor holds parts of the packages below as they were published. Mermaid's build has parts of further
packages in it. Here are all of them, each list with the licence that it is under.
`

function noticeText() {
  const own = [...Object.keys(used), '@mermaid-js/parser'].map((name) => [name, described(name).version])
  const names = new Map()
  for (const [name, version] of [...own, ...bundled()]) {
    const { license, repository } = described(name)
    const of = [license, sourceOf(repository)].filter((part) => part).join(', ')
    const text = licenceText(name)
    names.set(text, [...(names.get(text) ?? []), `${name} ${version}${of && ` (${of})`}`])
  }
  return [head, ...[...names].map(([text, list]) => `${list.join('\n')}\n\n${text}\n`)].join(`\n${'='.repeat(80)}\n\n`)
}

function sourceOf(repository) {
  const url = typeof repository === 'string' ? repository : repository?.url
  return url?.replace(/^(?:git\+|git:(?=\/\/))/, (start) => (start === 'git:' ? 'https:' : '')).replace(/\.git$/, '')
}

/** What Mermaid's makers bundled, as pairs of name and version. */
function bundled() {
  const found = new Set()
  for (const file of globSync(maps, { cwd: 'node_modules' })) {
    for (const source of JSON.parse(readFileSync(path.join('node_modules', file), 'utf8')).sources) {
      const [, kept, name] = /\/\.pnpm\/([^/]+)\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source) ?? []
      if (name) found.add(`${name} ${/[^+@]@([^_@]+)/.exec(kept)?.[1]}`)
    }
  }
  return [...found].sort().map((one) => one.split(' '))
}

function described(name) {
  const file = path.join('node_modules', name, 'package.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/** Some packages are in Mermaid's build and not among its dependencies, and one says its licence in its README alone. */
function licenceText(name) {
  const folder = path.join('node_modules', name)
  const kept = path.join('.ci', 'licenses', `${name}.txt`)
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => /^licen[cs]e/i.test(file))
        .sort()
    : []
  const files = names.length > 0 ? names.map((file) => path.join(folder, file)) : [kept]
  if (!existsSync(files[0])) throw new Error(`Unexpected ${name} in Mermaid's build, expected its licence as ${kept}`)
  return files.map((file) => readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim()).join('\n\n')
}
