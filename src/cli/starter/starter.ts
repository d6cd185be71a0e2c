import { configuration } from './configuration.ts'
import { guidebookPage } from './guidebook-page.ts'
import { rootPage } from './root-page.ts'
import { runbookPage } from './runbook-page.ts'
import { services } from './services.ts'
import type { StarterFile } from './starter-file.ts'

/** What `waymark init` writes where there are pages in `folder` already: nothing that could hide them, and no example. */
export function settingsFor(folder: string): StarterFile[] {
  return [{ path: 'waymark.yaml', text: configuration(folder) }]
}

/** All that `waymark init` writes but for the files of CI. `today` is a day, such as `2026-11-20`. */
export function starterFiles(today: string): StarterFile[] {
  return [
    { path: 'waymark.yaml', text: configuration() },
    { path: 'guidebooks/README.md', text: rootPage() },
    { path: 'guidebooks/example/README.md', text: guidebookPage(today) },
    { path: 'guidebooks/example/website-is-down.md', text: runbookPage(today) },
    { path: 'guidebooks/example/services.yaml', text: services() },
  ]
}
