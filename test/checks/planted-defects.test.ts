import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { assert, describe, expect, it } from 'vitest'
import { links } from '../../checks/links/links.ts'
import { structure } from '../../checks/structure/structure.ts'
import { randomizer, writeGuidebooks } from '../bench/generator.ts'
import { checkFolder } from './engine/project-files.ts'

/** What is written in place of a line, by the code that has to be found there. */
const defects: [code: string, line: string][] = [
  ['links/missing-file', 'Read [the storage page](stroage-and-recovery.md) first.'],
  ['links/missing-anchor', 'Read [the first section](#1-section-one) first.'],
  ['links/missing-image', '![Topology](images/topology.png)'],
  ['links/undefined-reference', 'Read [the storage page][storage] first.'],
]

/** Writes guidebooks with defects in them. Returns where they are, as `file:line code`. */
function plant(root: string, seed: number, count: number): string[] {
  const { pages } = writeGuidebooks(path.join(root, 'guidebooks'), { pages: 100, seed })
  const random = randomizer(seed + 1)
  const planted = new Set<string>()
  for (let number = 0; number < count; number++) {
    const [code = '', line = ''] = defects[number % defects.length] ?? []
    const [book, page] = [random(Math.floor(pages / 50)), 1 + random(49)]
    const file = `guidebooks/book-${String(book).padStart(4, '0')}/page-${String(page).padStart(2, '0')}.md`
    const lines = readFileSync(path.join(root, file), 'utf8').split('\n')
    const prose = lines.flatMap((text, index) => (text.startsWith('Day-2 work') ? [index] : []))
    const at = prose[random(prose.length)] ?? 0
    lines[at] = line
    writeFileSync(path.join(root, file), lines.join('\n'))
    for (const known of planted) if (known.startsWith(`${file}:${at + 1} `)) planted.delete(known)
    planted.add(`${file}:${at + 1} ${code}`)
  }
  return [...planted].sort()
}

describe('Every planted defect is found at its line, and nothing else', () => {
  for (const seed of [1, 2, 3]) {
    it(`with seed ${seed}`, async () => {
      const root = mkdtempSync(path.join(tmpdir(), 'waymark-planted-'))
      try {
        const planted = plant(root, seed, 80)
        const { findings } = await checkFolder(root, { checks: [structure, links] })
        expect(findings.map(({ file, line, code }) => `${file}:${line} ${code}`).sort()).toStrictEqual(planted)
        assert.ok(planted.length > 60)
      } finally {
        rmSync(root, { recursive: true, force: true })
      }
    })
  }
})
