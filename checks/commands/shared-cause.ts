import { sharedCauseCode } from './file-causes.ts'
import type { CommandRule } from './rule.ts'

const script = '#!/bin/sh\nexec restic restore "$1"\n'

const page = (folder: string) => ({
  shown: `# Restore\n\n\`\`\`sh\n${folder}/restore.sh shop-1\n# … and 19 more\n\`\`\``,
  make: () =>
    `# Restore\n\n\`\`\`sh\n${Array.from({ length: 20 }, (_, at) => `${folder}/restore.sh shop-${at + 1}\n`).join('')}\`\`\`\n`,
})

/** A folder that was renamed is one thing to mend, on however many pages. */
export const sharedCause = {
  code: sharedCauseCode,
  severity: 'warning',
  summary: 'Many files in commands that are gone for one reason',
  why: `
\`\`\`text
Unexpected 98 paths in \`infra/\`, expected files that are there
The folder is \`platform/infra/\` now
\`\`\`

Twenty paths or more into one folder that was renamed, moved or deleted are one finding, at the first of them. \`--format json\` lists all in \`others\`. It weighs what they weigh. With \`shared-cause: off\` each is told by itself.
`,
  history: {
    before: { 'guidebooks/README.md': page('scripts'), 'scripts/restore.sh': script },
    days: ['2026-01-10', '2026-02-10'],
  },
  wrong: { 'guidebooks/README.md': page('scripts'), 'tools/restore.sh': script },
  right: { 'guidebooks/README.md': page('tools'), 'tools/restore.sh': script },
  // It is made of the findings of `commands/removed-file`, once all are known.
  check: () => [],
} as const satisfies CommandRule
