// Copies what Waymark uses of packages that are large and of which it needs a few files, each a build that stands
// alone. Nobody who installs Waymark installs the rest of them. Their licences go along.
import { cpSync, existsSync, globSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
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

/** Makes `folder`. */
export function vendor(folder) {
  for (const [name, patterns] of Object.entries(used)) {
    const from = path.join('node_modules', name)
    const files = [...patterns, '{LICENSE,LICENSE.*,package.json}'].flatMap((pattern) => {
      const found = globSync(pattern, { cwd: from })
      if (found.length === 0) throw new Error(`Unexpected ${name} without ${pattern}, expected what Waymark uses of it`)
      return found
    })
    for (const file of files) copy(path.join(from, file), path.join(folder, name, file))
  }
}

function copy(from, to) {
  mkdirSync(path.dirname(to), { recursive: true })
  cpSync(from, to)
}

const head = `The folder vendor holds parts of packages as they were published, and Mermaid's build in it has parts of further
packages. The folders chunks and renderer have modules of packages in their files, beside those of Waymark. Here are all
of these packages, each list with the licence that it is under.
`

/** The text that names every package of which the published one holds a part, `folders` being those that were bundled. */
export function notice(folders) {
  const own = [...Object.keys(used), '@mermaid-js/parser'].map((name) => [name, described(name).version])
  const names = new Map()
  for (const [name, version, folder] of [...own, ...bundledByMermaid(), ...Array.from(folders, named)]) {
    const { license, repository } = described(name, folder)
    const of = [license, sourceOf(repository)].filter((part) => part).join(', ')
    const text = licenceText(name, folder)
    const line = `${name} ${version}${of && ` (${of})`}`
    names.set(text, new Set([...(names.get(text) ?? []), line]))
  }
  return [head, ...[...names].map(([text, list]) => `${[...list].join('\n')}\n\n${text}\n`)].join(
    `\n${'='.repeat(80)}\n\n`,
  )
}

function sourceOf(repository) {
  const url = typeof repository === 'string' ? repository : repository?.url
  return url?.replace(/^(?:git\+|git:(?=\/\/))/, (start) => (start === 'git:' ? 'https:' : '')).replace(/\.git$/, '')
}

/** What Mermaid's makers bundled, as pairs of name and version. */
function bundledByMermaid() {
  const found = new Set()
  for (const file of globSync(maps, { cwd: 'node_modules' })) {
    for (const source of JSON.parse(readFileSync(path.join('node_modules', file), 'utf8')).sources) {
      const [, kept, name] = /\/\.pnpm\/([^/]+)\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source) ?? []
      if (name) found.add(`${name} ${/[^+@]@([^_@]+)/.exec(kept)?.[1]}`)
    }
  }
  return [...found].sort().map((one) => one.split(' '))
}

function named(folder) {
  const { name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  return [name, version, folder]
}

function described(name, folder = path.join('node_modules', name)) {
  const file = path.join(folder, 'package.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/**
 * Some packages are in Mermaid's build and not among its dependencies, and one says its licence in its README alone.
 * Of several packages from one repository, some are published without the licence that it has.
 */
function licenceText(name, folder = path.join('node_modules', name)) {
  const files = [licencesIn(folder), keptLicences(name, folder), licencesBeside(folder)].find(
    (found) => found.length > 0,
  )
  if (!files && isInstalled(folder))
    return 'It is published without the text of its licence, and installed beside Waymark as it was published.'
  if (!files) throw new Error(`Unexpected ${name} without a licence, expected it as .ci/licenses/${name}.txt`)
  return files.map((file) => readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim()).join('\n\n')
}

function licencesIn(folder) {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((file) => /^licen[cs]e/i.test(file))
  return names.sort().map((file) => path.join(folder, file))
}

/** What we keep of a package or, where many are published without a text, of their repository. */
function keptLicences(name, folder) {
  const [, repository] = /github\.com\/([^/]+\/[^/]+)/.exec(sourceOf(described(name, folder).repository) ?? '') ?? []
  return [name, repository].map((of) => path.join('.ci', 'licenses', `${of}.txt`)).filter((file) => existsSync(file))
}

/** Those of another package from the same repository. */
function licencesBeside(folder) {
  const { repository } = described('', folder)
  const source = sourceOf(repository)?.replace(/\/tree\/.*/, '')
  if (!source) return []
  const beside = globSync('{*,@*/*}/package.json', { cwd: path.dirname(folder) }).map((file) =>
    path.join(path.dirname(folder), path.dirname(file)),
  )
  const found = beside.sort().find((other) => {
    const from = sourceOf(described('', other).repository)?.replace(/\/tree\/.*/, '')
    return from === source && licencesIn(other).length > 0
  })
  return found ? licencesIn(found) : []
}

/** Whether whoever installs Waymark has the package too. */
function isInstalled(folder) {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const entry = packages[folder.split(path.sep).join('/')]
  return entry !== undefined && !entry.dev
}
