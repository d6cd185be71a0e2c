import path from 'node:path'
import picomatch from 'picomatch'
import type { Project } from '../../src/config/project.ts'
import { waymarkSchema } from '../../src/config/schema/waymark.ts'
import { guidebooksInRepository } from '../../src/config/sources.ts'
import { readYaml } from '../../src/config/yaml-file.ts'
import { posixRelative } from '../../src/files/inside.ts'
import type { Changes } from '../../src/git/changes.ts'
import type { CommitTree } from '../../src/git/commit-tree.ts'
import { largestFile } from '../../src/yaml/text-file.ts'

export interface ProjectAtCommit {
  project: Project
  /** Whether a path, relative to the guidebooks root, is no part of the guidebooks. */
  isExcluded: (file: string) => boolean
}

/**
 * A project as it was at a commit, under the rules of now, so that a rule that is new fails nobody for what is old. Its
 * guidebooks are where they were. A page that was there before it was excluded is there: leaving it out breaks the links
 * to it. One that is no longer excluded is there too: it was as wrong before.
 */
export async function readProjectAt(now: Project, tree: CommitTree, changes: Changes): Promise<ProjectAtCommit> {
  const [guidebooks, { mdx, exclude }] = await Promise.all([
    guidebooksThen(now, tree, changes),
    settingsThen(now, tree, changes),
  ])
  const tests = [picomatch(exclude), picomatch(now.config.exclude)]
  const config = { ...now.config, mdx: mdx || now.config.mdx }
  return { project: { ...now, guidebooks, config }, isExcluded: (file) => tests.every((test) => test(file)) }
}

/** The folder may have had another name: then most of its pages came from there. */
async function guidebooksThen(now: Project, tree: CommitTree, { renamed }: Changes): Promise<string> {
  const folder = guidebooksInRepository(now)
  if ((await tree.kind(folder)) === 'folder') return now.guidebooks
  const former = [...renamed].flatMap(([from, to]) => {
    const name = to.startsWith(`${folder}/`) ? to.slice(folder.length) : undefined
    return name !== undefined && `/${from}`.endsWith(name) ? [from.slice(0, -name.length)] : []
  })
  const [most] = [...Map.groupBy(former, String)].sort(([, a], [, b]) => b.length - a.length)
  return most ? path.join(now.repository, most[0]) : now.guidebooks
}

/** What `waymark.yaml` said; where nothing can be read of it, what it says when it is not there. */
async function settingsThen({ repository, root, settings }: Project, tree: CommitTree, { renamed }: Changes) {
  const folder = posixRelative(repository, root)
  const here = path.posix.join(folder, settings?.file ?? 'waymark.yaml')
  const [there = here] = [...renamed].find(([, to]) => to === here) ?? []
  const bytes = await tree.read(there)
  const text = bytes === undefined || bytes.length > largestFile ? '' : Buffer.from(bytes).toString('utf8')
  return readYaml(text, there, { schema: waymarkSchema, check: 'structure' }).value ?? waymarkSchema.parse({})
}
