import { describe, expect, test } from 'vitest'
import { diagrams } from '../../../checks/diagrams/diagrams.ts'
import { limitPerDiagram } from '../../../checks/diagrams/finding-limit.ts'
import { BackgroundCheck } from '../../../src/cli/check/background.ts'
import { openProject } from '../../../src/config/project.ts'
import type { Finding } from '../../../src/finding/finding.ts'
import { readPage } from '../../../src/guidebook/page.ts'
import { checkFolder, writeProject } from '../engine/project-files.ts'

/** A diagram with so many labels that lose a part, a line each. */
const lossy = (count: number) =>
  `\`\`\`mermaid\nflowchart LR\n  accTitle: x\n${Array.from({ length: count }, (_, index) => `  n${index}["get <ns${index}>"]\n`).join('')}\`\`\`\n`

/** What is told of a page, as `line code message`. */
async function told(page: string, background = false): Promise<string[]> {
  const { root, remove } = writeProject({ 'guidebooks/README.md': page })
  try {
    return (await (background ? inBackground(root) : once(root))).map(row)
  } finally {
    remove()
  }
}

async function once(root: string): Promise<Finding[]> {
  const { findings, snapshot } = await checkFolder(root, { checks: [diagrams] })
  return limitPerDiagram(findings, snapshot.input)
}

async function inBackground(root: string): Promise<Finding[]> {
  const { project, findings } = await openProject({ root })
  const check = await BackgroundCheck.open(project, findings)
  return (await check.run(new AbortController().signal)).findings.filter(({ check }) => check === 'diagrams')
}

const row = ({ line, code, message }: Finding) => `${line} ${code.replace('diagrams/', '')} ${message.slice(0, 40)}`
const lost = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => row(lossyLabel(first + index, index)))
const lossyLabel = (line: number, index: number): Finding => ({
  check: 'diagrams',
  code: 'diagrams/lost-text',
  severity: 'error',
  message: `Unexpected \`<ns${index}>\` in a label, expected \`&lt;ns${index}&gt;\`: readers see \`get\``,
  file: 'guidebooks/README.md',
  line,
  column: 1,
  endLine: line,
  endColumn: 2,
})
const more = (line: number, count: number) =>
  `${line} lost-text Unexpected ${count} more of \`diagrams/lost-text\``.slice(0, `${line} lost-text `.length + 40)

describe('Of one kind in one diagram', () => {
  const cases: [name: string, page: string, rows: string[]][] = [
    ['20 are told', lossy(20), lost(4, 20)],
    ['21 too: a count of one would be no shorter', lossy(21), lost(4, 21)],
    ['more are counted where the first of them stands', lossy(300), [...lost(4, 20), more(24, 280)]],
    [
      'those of another diagram count for themselves',
      `${lossy(22)}\n${lossy(15)}`,
      [...lost(4, 20), more(24, 2), ...lost(31, 15)],
    ],
    [
      'those of another kind count for themselves, and stay in their order',
      lossy(30).replace('"get <ns25>"]', 'x]\n  class y hot'),
      [...lost(4, 20), more(24, 9), '30 unknown-node '],
    ],
  ]
  for (const [name, page, rows] of cases) {
    test(name, async () => {
      const found = await told(page)
      expect(
        found.map((one, index) => (rows[index]?.endsWith(' ') ? one.slice(0, rows[index].length) : one)),
      ).toStrictEqual(rows)
    })
  }

  test('it is the same in `dev`', async () => {
    expect(await told(lossy(300), true)).toStrictEqual([...lost(4, 20), more(24, 280)])
  })

  test('each weight counts for itself, and what no check of diagrams says is left as it is', () => {
    const page = readPage('README.md', new TextEncoder().encode(lossy(90)))
    const findings = page.text.split('\n').flatMap((_, index): Finding[] => {
      const finding = lossyLabel(index + 1, index)
      const weights = ['error', 'warning', 'info'] as const
      if (index % 3 === 2) return [{ ...finding, check: 'links', code: 'links/missing-file' }]
      return [{ ...finding, severity: weights[index % 3] ?? 'error' }]
    })
    const left = limitPerDiagram(findings, { pages: [page], inRoot: (file) => `guidebooks/${file}` })
    const counts = Map.groupBy(left, ({ check, severity }) => `${check} ${severity}`)
    expect([...counts].map(([name, { length }]) => [name, length])).toStrictEqual([
      ['diagrams error', 21],
      ['diagrams warning', 21],
      ['links error', findings.filter(({ check }) => check === 'links').length],
    ])
    expect(
      left.flatMap(({ severity, message }) => /Unexpected (\d+) more/.exec(message)?.slice(1).concat(severity) ?? []),
    ).toStrictEqual(
      ['error', 'warning'].flatMap((weight) => [
        `${findings.filter(({ check, severity }) => check === 'diagrams' && severity === weight).length - 20}`,
        weight,
      ]),
    )
  })
})
