import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Files } from './changed-repository.ts'

const root = path.join(import.meta.dirname, '../..')

/** The guidebook `fsm`, whose texts are changed by `edit`. */
function fsm(edit: (file: string, text: string) => string): Record<string, string> {
  const files = globSync('guidebooks/fsm/**/*', { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(
    files.map((entry) => {
      const file = path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')
      return [file, edit(file, readFileSync(path.join(root, file), 'utf8'))]
    }),
  )
}

const rules = `groups:
  - name: hosts
    rules:
      - alert: HostUnavailable
        expr: probe_success == 0
        for: 5m
        labels: { severity: page }
        annotations: { runbook_url: "https://guidebooks.example.org/fsm/networks/#a-host-answers-502-or-504" }
`

/** A picture that is replaced in its place: one machine more. */
const rack = (machines: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="200" viewBox="0 0 320 200"><rect width="320" height="200" fill="#d8dee3"/>${Array.from({ length: machines }, (_, at) => `<rect x="40" y="${20 + at * 40}" width="240" height="30" rx="4" fill="#0a5f75"/>`).join('')}</svg>`

const shown = (text: string) => text.replace('\n## ', '\n![The machines of the platform](rack.svg)\n\n## ')

/** Pages that had the signing service at `docs.`, while its router says `sign.`. */
const wrongPages = /\/(?:services|networks|README)\.md$/

/**
 * A change of the guidebook `fsm`: the host of the signing service is put right on three pages, the section that an alert
 * leads to gets another name, a probe may fail once more before it is down, and a command is new that stops all there is.
 * A diagram says more than before, and a picture was replaced in its place.
 */
export const workedExample: { before: Files; after: Files; day: string } = {
  // No page was last updated before it, so that what git says of their dates is the same whenever this runs.
  day: '2026-11-20',
  before: {
    'waymark.yaml': 'title: Guidebooks\nsite: https://guidebooks.example.org\n',
    'guidebooks/README.md': '# Guidebooks\n\n[Field service](fsm/README.md)\n',
    'guidebooks/fsm/rules.yaml': rules,
    '.github/CODEOWNERS': '/guidebooks/fsm/ @acme/field\n',
    'guidebooks/fsm/rack.svg': rack(3),
    ...fsm((file, text) => {
      const wrong = wrongPages.test(file) ? text.replaceAll('sign.gigafibre.ca', 'docs.gigafibre.ca') : text
      return file.endsWith('/networks.md') ? shown(wrong) : wrong.replace('Cloudflare, DNS only', 'Cloudflare')
    }),
  },
  after: {
    'guidebooks/fsm/rack.svg': rack(4),
    ...fsm((file, text) => {
      if (file.endsWith('/services.yaml'))
        return text.replace('        every: 30s\n', '        every: 30s\n        thresholds: { down: 3 }\n')
      if (file.endsWith('/networks.md'))
        return `${shown(text).replace('## A host answers 502 or 504', '## A host answers with 502 or 504')}\nWhen nothing else helps:\n\n\`\`\`sh\ndocker compose down\n\`\`\`\n`
      return text
    }),
  },
}
