import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { sourceFolder } from '../../files/package.ts'
import { Failure } from '../../finding/failure.ts'
import { oneOf, quote } from '../../text/quote.ts'
import { suggestion } from '../../text/suggestion.ts'

/** A file that `waymark init` writes; `path` is relative to the project's root, with `/` between folders. */
export interface StarterFile {
  path: string
  text: string
  /** Whether it would hold other lines without previews, or with previews elsewhere. */
  isForPreviews: boolean
}

/** Each file that can be written is a template of this name below `templates/`. */
export const settingsFile = 'waymark.yaml'

const exampleFiles = [
  'guidebooks/README.md',
  'guidebooks/example/README.md',
  'guidebooks/example/website-is-down.md',
  'guidebooks/example/services.yaml',
]

/** What can run the checks of a change, and the file that makes it so. */
const ciFiles = {
  github: '.github/workflows/guidebooks.yml',
  gitea: '.gitea/workflows/guidebooks.yml',
  gitlab: '.gitlab-ci.yml',
  'pre-commit': '.pre-commit-config.yaml',
} as const satisfies Record<string, string>

/** The words of `--ci`. */
export const ciNames: readonly string[] = [...Object.keys(ciFiles), 'none']

/** Where each forge can show previews, the file that makes it so, and the folder of what that runs. */
const previewFiles = {
  github: {
    places: ['artifact', 'pages', 'host'],
    workflow: '.github/workflows/previews.yml',
    scripts: '.github/scripts',
  },
  gitea: { places: ['artifact', 'host'], workflow: '.gitea/workflows/previews.yml', scripts: '.gitea/scripts' },
  gitlab: { places: ['artifact'], workflow: '.gitlab/previews.yml', scripts: '.gitlab/scripts' },
} as const satisfies Record<string, { places: readonly string[]; workflow: string; scripts: string }>

/** The words of `--previews`. */
export const previewNames: readonly string[] = ['artifact', 'pages', 'host', 'none']

/** All that `waymark init` writes but for the files of CI. `today` is a day, such as `2026-11-20`. */
export function starterFiles(today: string): StarterFile[] {
  const guidebooks = '#guidebooks: guidebooks'
  return [settingsFile, ...exampleFiles].map((path) => fileOf(path, { values: { today, guidebooks } }))
}

/** What `waymark init` writes where there are pages in `folder` already: nothing that could hide them, and no example. */
export function settingsFor(folder: string): StarterFile[] {
  const guidebooks = stringify({ guidebooks: folder }, { lineWidth: 0 }).trimEnd()
  return [fileOf(settingsFile, { values: { guidebooks } })]
}

/** What `waymark init` writes for CI. */
export interface CiOptions {
  /** Where previews of pull requests go, one of `previewNames`. */
  previews?: string
  /** The project's root in its repository, with `/` between folders; empty where it is the same folder. */
  folder?: string
}

/**
 * The files of a list such as `github,pre-commit`; `none` and an empty list have none. A forge looks for them in the
 * repository's own folder, to which their paths are relative.
 *
 * @throws Failure for a name that is unknown, for previews where none of the list can show them, and for a folder whose
 * name would have to be quoted
 */
export function ciFilesOf(list: string, { previews = 'none', folder = '' }: CiOptions = {}): StarterFile[] {
  const names = namesOf(list)
  if (names.length > 0) expectPlain(folder)
  const files = names.map((name) => fileOf(ciFile(name), { previews, folder }))
  if (previews === 'none') return files
  return [...files, ...forgesOf(list, previews).flatMap((forge) => previewFilesOf(forge, { previews, folder }))]
}

/** It is written into shell commands and YAML as it is. */
function expectPlain(folder: string): void {
  if (folder === '' || /^\w[\w.-]*(?:\/\w[\w.-]*)*$/.test(folder)) return
  throw new Failure(
    `Unexpected folder ${quote(folder)} of the repository, expected a name of plain letters, digits, \`.\`, \`_\` and \`-\``,
    'Name the folder otherwise, or leave CI out with `--ci none`',
  )
}

/** Where all forges of a list can show previews: what there is to ask for. */
export function previewPlacesOf(list: string): string[] {
  const forges = namesOf(list).flatMap((name) => forgeOf(name) ?? [])
  if (forges.length === 0) return []
  return previewNames.filter((place) => place === 'none' || forges.every((forge) => canShow(forge, place)))
}

type Forge = keyof typeof previewFiles

function namesOf(list: string): string[] {
  const names = list.split(',').map((name) => name.trim())
  return [...new Set(names)].filter((name) => name !== '' && name !== 'none')
}

function forgeOf(name: string): Forge | undefined {
  return name === 'github' || name === 'gitea' || name === 'gitlab' ? name : undefined
}

function canShow(forge: Forge, place: string): boolean {
  const places: readonly string[] = previewFiles[forge].places
  return places.includes(place)
}

function forgesOf(list: string, previews: string): Forge[] {
  if (!previewNames.includes(previews))
    throw new Failure(
      `Unexpected ${quote(previews)} in \`--previews\`, expected ${oneOf(previewNames)}`,
      suggestion(previews.toLowerCase(), previewNames) ?? 'An artifact of the run needs nothing else',
    )
  const forges = namesOf(list).flatMap((name) => forgeOf(name) ?? [])
  if (forges.length === 0)
    throw new Failure(
      `Unexpected \`--previews ${previews}\` without a forge, expected ${oneOf(Object.keys(previewFiles))} in \`--ci\``,
      'Such as `--ci github --previews artifact`',
    )
  for (const forge of forges)
    if (!canShow(forge, previews))
      throw new Failure(
        `Unexpected \`--previews ${previews}\` for \`${forge}\`, expected ${oneOf([...previewFiles[forge].places, 'none'])}`,
        'Name your forge alone, such as `--ci github`',
      )
  return forges
}

function previewFilesOf(forge: Forge, { previews, folder }: Required<CiOptions>): StarterFile[] {
  const { workflow, scripts } = previewFiles[forge]
  const script = (name: string) => fileOf(`${scripts}/${name}`, { template: `previews/${name}` })
  return [
    fileOf(workflow, { template: `previews/${forge}/previews.yml`, previews, folder }),
    script('preview-comment.mjs'),
    ...(previews === 'pages' ? [script('preview-pages.sh')] : []),
  ]
}

function ciFile(name: string): string {
  const path = new Map<string, string>(Object.entries(ciFiles)).get(name)
  if (path !== undefined) return path
  throw new Failure(
    `Unexpected ${quote(name)} in \`--ci\`, expected ${oneOf(ciNames)}`,
    suggestion(name.toLowerCase(), ciNames) ?? 'Several stand with commas between them: `--ci github,pre-commit`',
  )
}

interface Filling extends CiOptions {
  /** Which template it is, where that has another name. */
  template?: string
  values?: Readonly<Record<string, string>>
}

/**
 * A template with its `{{name}}`s filled in; braces that hold anything else, such as a workflow's, are text. Lines between
 * `#only NAMES` and `#end` stay where one of the names holds: a place of previews, `folder` for a project in a folder of
 * its repository, `root` for any other.
 */
function fileOf(
  path: string,
  { template = path, values = {}, previews = 'none', folder = '' }: Filling = {},
): StarterFile {
  const written = readFileSync(join(sourceFolder(), 'cli/starter/templates', template), 'utf8')
  const filled = { ...values, ...waysOf(folder) }
  const textWith = (place: string) => {
    const holding = [place, folder === '' ? 'root' : 'folder']
    return written
      .replaceAll(/^#only (.+)\n([\s\S]*?)^#end\n/gm, (_, names: string, lines: string) =>
        names.split(' ').some((name) => holding.includes(name)) ? lines : '',
      )
      .replaceAll(/\{\{(\w+)\}\}/g, (braces, name: string) => filled[name] ?? braces)
  }
  const text = textWith(previews)
  return { path, text, isForPreviews: text !== textWith('none') }
}

/** A project's folder as a part of paths: from the repository's own folder, and from there back. */
function waysOf(folder: string): Record<string, string> {
  if (folder === '') return { folder, in: '', under: '', up: '' }
  return { folder, in: `${folder}/`, under: `/${folder}`, up: '../'.repeat(folder.split('/').length) }
}
