import { configuration } from './configuration.ts'
import { giteaWorkflow } from './gitea-workflow.ts'
import { githubWorkflow } from './github-workflow.ts'
import { guidebookPage } from './guidebook-page.ts'
import { rootPage } from './root-page.ts'
import { runbookPage } from './runbook-page.ts'
import { services } from './services.ts'

/** A file that `waymark init` writes; `path` is relative to the project's root, with `/` between folders. */
export interface StarterFile {
  path: string
  text: string
}

/** All that `waymark init` writes. `today` is a day, such as `2026-11-20`. */
export function starterFiles(today: string): StarterFile[] {
  return [
    { path: 'waymark.yaml', text: configuration() },
    { path: 'guidebooks/README.md', text: rootPage() },
    { path: 'guidebooks/example/README.md', text: guidebookPage(today) },
    { path: 'guidebooks/example/website-is-down.md', text: runbookPage(today) },
    { path: 'guidebooks/example/services.yaml', text: services() },
    { path: '.github/workflows/guidebooks.yml', text: githubWorkflow() },
    { path: '.gitea/workflows/guidebooks.yml', text: giteaWorkflow() },
  ]
}
