import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { auditOf } from '../../../checks/built/audit.ts'
import { builtRules } from '../../../checks/built/rules.ts'
import { checkFolder, writeProject } from '../engine/project-files.ts'

const crawlers = writeProject({ 'endless.mjs': 'setInterval(() => {}, 1000)' })
afterAll(crawlers.remove)
/** Stands for the crawl of a site that takes too long. */
const endless = pathToFileURL(path.join(crawlers.root, 'endless.mjs'))

/** The codes that an example's built site is told. */
async function codesIn(example: Readonly<Record<string, string>>, script?: URL): Promise<string[]> {
  const record = JSON.stringify({ version: 1, base: '/' })
  const { root, remove } = writeProject({ 'dist/_waymark/site.json': record, 'guidebooks/README.md': '', ...example })
  try {
    const audit = auditOf({ folder: path.join(root, 'dist'), ...(script && { script }) })
    const { findings } = await checkFolder(root, { checks: [audit] })
    return findings.map(({ code }) => code)
  } finally {
    remove()
  }
}

describe("Each built rule's examples", () => {
  for (const { code, wrong, right } of builtRules) {
    test(`${code}: the wrong one has it and nothing else, the right one has nothing`, async () => {
      expect(await codesIn(wrong, code === 'links/built-crash' ? endless : undefined)).toStrictEqual([code])
      expect(await codesIn(right)).toStrictEqual([])
    })
  }
})
