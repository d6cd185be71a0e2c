import { Failure } from '../../finding/failure.ts'
import { oneOf, quote } from '../../text/quote.ts'
import { suggestion } from '../../text/suggestion.ts'
import { giteaWorkflow } from './gitea-workflow.ts'
import { githubWorkflow } from './github-workflow.ts'
import { gitlabPipeline } from './gitlab-pipeline.ts'
import { preCommitHooks } from './pre-commit-hooks.ts'
import type { StarterFile } from './starter-file.ts'

/** What can run the checks of a change, and the file that makes it so. */
const files: Readonly<Record<string, () => StarterFile>> = {
  github: () => ({ path: '.github/workflows/guidebooks.yml', text: githubWorkflow() }),
  gitea: () => ({ path: '.gitea/workflows/guidebooks.yml', text: giteaWorkflow() }),
  gitlab: () => ({ path: '.gitlab-ci.yml', text: gitlabPipeline() }),
  'pre-commit': () => ({ path: '.pre-commit-config.yaml', text: preCommitHooks() }),
}

/** The files of a list such as `github,pre-commit`; `none` and an empty list have none. Throws a `Failure` for a name that is unknown. */
export function ciFiles(list: string): StarterFile[] {
  const names = list.split(',').map((name) => name.trim())
  return [...new Set(names)].filter((name) => name !== '' && name !== 'none').map(ciFile)
}

function ciFile(name: string): StarterFile {
  const file = Object.hasOwn(files, name) ? files[name] : undefined
  if (file) return file()
  const known = [...Object.keys(files), 'none']
  throw new Failure(
    `Unexpected ${quote(name)} in \`--ci\`, expected ${oneOf(known)}`,
    suggestion(name.toLowerCase(), known) ?? 'Several stand with commas between them: `--ci github,pre-commit`',
  )
}
