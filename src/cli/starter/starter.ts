import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { packageRoot } from '../../files/package.ts'
import { Failure } from '../../finding/failure.ts'
import { oneOf, quote } from '../../text/quote.ts'
import { suggestion } from '../../text/suggestion.ts'

/** A file that `waymark init` writes; `path` is relative to the project's root, with `/` between folders. */
export interface StarterFile {
  path: string
  text: string
}

/** Each file that can be written is a template of this name below `templates/`. */
const settingsFile = 'waymark.yaml'

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

/** All that `waymark init` writes but for the files of CI. `today` is a day, such as `2026-11-20`. */
export function starterFiles(today: string): StarterFile[] {
  const guidebooks = '#guidebooks: guidebooks'
  return [settingsFile, ...exampleFiles].map((path) => fileOf(path, { today, guidebooks }))
}

/** What `waymark init` writes where there are pages in `folder` already: nothing that could hide them, and no example. */
export function settingsFor(folder: string): StarterFile[] {
  const guidebooks = stringify({ guidebooks: folder }, { lineWidth: 0 }).trimEnd()
  return [fileOf(settingsFile, { guidebooks })]
}

/**
 * The files of a list such as `github,pre-commit`; `none` and an empty list have none.
 *
 * @throws Failure for a name that is unknown
 */
export function ciFilesOf(list: string): StarterFile[] {
  const names = list.split(',').map((name) => name.trim())
  return [...new Set(names)].filter((name) => name !== '' && name !== 'none').map((name) => fileOf(ciFile(name)))
}

function ciFile(name: string): string {
  const path = new Map<string, string>(Object.entries(ciFiles)).get(name)
  if (path !== undefined) return path
  throw new Failure(
    `Unexpected ${quote(name)} in \`--ci\`, expected ${oneOf(ciNames)}`,
    suggestion(name.toLowerCase(), ciNames) ?? 'Several stand with commas between them: `--ci github,pre-commit`',
  )
}

/** A template with its `{{name}}`s filled in; braces that hold anything else, such as a workflow's, are text. */
function fileOf(path: string, values: Readonly<Record<string, string>> = {}): StarterFile {
  const template = readFileSync(join(packageRoot(), 'src/cli/starter/templates', path), 'utf8')
  const text = template.replaceAll(/\{\{(\w+)\}\}/g, (written, name: string) => values[name] ?? written)
  return { path, text }
}
