import type { Locator, Page } from 'playwright-core'
import { afterAll } from 'vitest'
import { diagramSite } from '../diagram-site.ts'

/** What most pages show. */
export const flow = `flowchart LR
  accTitle: Who talks to whom
  accDescr: A browser asks Dolibarr, which asks the database.
  people["Browser"] --> ingress["Ingress of the cluster"]
  ingress --> erp["Dolibarr ERP"]
  erp --> postgres[("Postgres database")]
  postgres --> disk["Longhorn volume"]
  disk --> backup["Nightly dump"]
  click people "next.md"`
const state = 'stateDiagram-v2\n  [*] --> Draft\n  Draft --> Live: deploy\n  Live --> Draft: rollback'

/** A circle, which Mermaid accepts and fails to draw. */
const circle = 'sankey-beta\na,b,5\nb,a,3'
const fence = (source: string) => `\n\`\`\`mermaid\n${source}\n\`\`\`\n`

/** One site for all that is looked at here: building it takes longer than most of the tests. */
export const site = await diagramSite({
  'guidebooks/README.md': `# Home\n${fence(flow)}\nText.\n${fence(state)}\nAgain:\n${fence(state)}`,
  'guidebooks/next.md': `# Next\n${fence(circle)}`,
  'waymark.yaml': 'mdx: true\n',
  'guidebooks/code.mdx': `# Code\n\n{1 + 1}\n${fence(state)}`,
  'guidebooks/services.yaml': 'services:\n  erp:\n    name: Dolibarr ERP\n    hosts: []\n    probes: {}\n',
})

afterAll(() => site.close())

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

/** Opens the first diagram of the page in the large view. */
export async function openLarge(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Open large' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Who talks to whom' })
  await dialog.waitFor()
  return dialog
}
