import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { Project } from '../../src/config/project.ts'
import { quote } from '../../src/text/quote.ts'
import type { SettingProblem } from '../check.ts'

/** What is wrong with `checks.links.map`. */
export async function mapProblems({ root, config }: Project): Promise<SettingProblem[]> {
  const problems = Object.entries(config.checks.links.map).map(async ([prefix, folder]): Promise<SettingProblem[]> => {
    if (!/^https?:\/\/[^/]/i.test(prefix)) return [prefixProblem(prefix)]
    return (await isFolder(path.resolve(root, folder))) ? [] : [folderProblem(prefix, folder)]
  })
  return (await Promise.all(problems)).flat()
}

/** The prefixes whose folder is not there: what they lead to cannot be looked at. */
export async function absentPrefixes(project: Project): Promise<Set<string>> {
  const problems = await mapProblems(project)
  return new Set(problems.map(({ path: [, prefix] }) => String(prefix)))
}

function prefixProblem(prefix: string): SettingProblem {
  const message = `Unexpected ${quote(prefix)} in \`checks.links.map\`, expected the beginning of a web address`
  return { path: ['map', prefix], side: 'key', code: 'config/invalid-value', message }
}

function folderProblem(prefix: string, folder: string): SettingProblem {
  const message = `Unexpected ${quote(folder)} in \`checks.links.map\`, expected a folder that is there`
  const hint = 'Clone the repository there, or take the line away; links into it are not checked until then'
  return { path: ['map', prefix], code: 'config/invalid-value', message, hint }
}

async function isFolder(folder: string): Promise<boolean> {
  return stat(folder).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
}
