import { posix } from 'node:path'
import { wholeFile } from '../../../../src/finding/finding.ts'
import type { DetectedDialect, DialectDetector } from '../../../../src/guidebook/dialects/detection.ts'
import { commonFolder } from '../../../../src/guidebook/paths/path.ts'
import { quote } from '../../../../src/text/quote.ts'
import type { RawFinding } from '../../../check.ts'
import type { CheckInput } from '../../../check-input.ts'
import type { LinkRule } from '../../link-problem.ts'

/** Pages whose anchors another generator makes. */
export const otherRules = {
  code: 'links/other-rules',
  severity: 'info',
  summary: 'Pages whose anchors another generator makes',
  why: `
\`\`\`text
Unexpected \`book.toml\` of mdBook, expected pages whose anchors are made by GitHub's rules
\`\`\`

Told once for a folder of pages that a generator publishes that is not among [the known ones](../dialects.md): Jekyll, mdBook, Eleventy, Gatsby, Antora or Middleman. It makes the anchors of headings by rules of its own, so a section that this check does not find may be there on its site. \`--fix\` changes no anchor of these pages. Is the generator's configuration a remainder? Delete it. Do you read the pages on the forge alone? Turn the note off with [\`severity\`](README.md#weigh-a-code).
`,
  wrong: {
    'book.toml': '[book]\nsrc = "guidebooks"\n',
    'guidebooks/erp/README.md': '# ERP\n',
  },
  right: {
    'guidebooks/erp/README.md': '# ERP\n',
  },
  check,
} as const satisfies LinkRule

/** A note for each folder of such pages. */
async function check({ pages, guidebooks, inRoot }: CheckInput, dialects: DialectDetector): Promise<RawFinding[]> {
  const folders = new Map<DetectedDialect, string[]>()
  for (const { file } of pages) {
    const detected = await dialects.detect(posix.join(guidebooks.inRepository, file))
    if (detected?.dialect.name !== 'other') continue
    const files = folders.get(detected) ?? []
    files.push(file)
    folders.set(detected, files)
  }
  return [...folders].map(([detected, files]) => noteOf(detected, inRoot(commonFolder(files)) || '.'))
}

function noteOf({ dialect: { title }, path }: DetectedDialect, folder: string): RawFinding {
  return {
    code: otherRules.code,
    message: `Unexpected ${quote(path)} of ${title}, expected pages whose anchors are made by GitHub's rules`,
    hint: `${title} makes the anchors of these pages by rules of its own: look there before you change one, \`--fix\` changes none`,
    file: folder,
    ...wholeFile,
  }
}
