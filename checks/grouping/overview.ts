import { type Finding, type Severity, severities } from '../../src/finding/finding.ts'
import { type SeverityCounts, severityCounts } from '../report.ts'
import { type FindingGroup, placeCount } from './finding-group.ts'

/** The findings of one code and weight. */
export interface CodeOverview {
  code: string
  severity: Severity
  findings: FindingGroup[]
  /** How many places they have together. */
  places: number
}

/** The findings in one folder and below it, but for those of its folders that have a line of their own. */
export interface FolderOverview extends SeverityCounts {
  /** `.` is the project's root. */
  folder: string
  /** Whether folders below it have lines of their own. */
  isRest: boolean
}

/** Findings by code: the heaviest first, and of one weight the most frequent. */
export function byCode(findings: readonly FindingGroup[]): CodeOverview[] {
  const kinds = [...Map.groupBy(findings, ({ severity, code }) => `${severity} ${code}`).values()]
  const rows = kinds.flatMap((alike): CodeOverview[] => {
    const [first] = alike
    if (!first) return []
    const places = alike.reduce((sum, group) => sum + placeCount(group), 0)
    return [{ code: first.code, severity: first.severity, findings: alike, places }]
  })
  return rows.toSorted(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      b.findings.length - a.findings.length ||
      (a.code < b.code ? -1 : 1),
  )
}

/** More lines than these tell nobody where to begin. */
const mostFolders = 10

/** Findings by folder, those with most errors first: the fullest folder below another gets a line of its own as long as there is room. */
export function byFolder(findings: readonly Finding[]): FolderOverview[] {
  const rows = new Map<string, readonly Finding[]>([['', findings]])
  while (rows.size < mostFolders) {
    const next = fullestBelow(rows)
    if (!next) break
    const { row, folder } = next
    const [inside, rest] = parted(rows.get(row) ?? [], folder)
    rows.set(folder, inside)
    if (rest.length > 0) rows.set(row, rest)
    else rows.delete(row)
  }
  const told = [...rows].filter(([, own]) => own.length > 0)
  return told
    .map(([folder, own]) => ({
      folder: folder.slice(0, -1) || '.',
      isRest: told.some(([other]) => other !== folder && other.startsWith(folder)),
      ...severityCounts(own),
    }))
    .toSorted(
      (a, b) => b.errors - a.errors || b.warnings - a.warnings || b.infos - a.infos || (a.folder < b.folder ? -1 : 1),
    )
}

/** The folder with most findings that stands right in that of a row, and that row. */
function fullestBelow(rows: ReadonlyMap<string, readonly Finding[]>): { row: string; folder: string } | undefined {
  let found: { row: string; folder: string; count: number } | undefined
  for (const [row, own] of rows) {
    const counts = new Map<string, number>()
    for (const { file } of own) {
      const end = file.indexOf('/', row.length) + 1
      if (end > 0) counts.set(file.slice(0, end), (counts.get(file.slice(0, end)) ?? 0) + 1)
    }
    for (const [folder, count] of counts) if (count > (found?.count ?? 0)) found = { row, folder, count }
  }
  return found
}

function parted(findings: readonly Finding[], folder: string): [inside: Finding[], rest: Finding[]] {
  const { inside = [], rest = [] } = Object.groupBy(findings, ({ file }) =>
    file.startsWith(folder) ? 'inside' : 'rest',
  )
  return [inside, rest]
}
