import { createHash } from 'node:crypto'
import path from 'node:path'
import { preventingCodes } from '../../diagrams/preventing-codes.ts'
import type { PageClaims } from '../../finding/claim.ts'
import { type Finding, fixOption, type Severity } from '../../finding/finding.ts'
import type { Guidebooks } from '../../guidebook/guidebooks.ts'
import type { Page } from '../../guidebook/page.ts'
import type { Heading } from '../../guidebook/parts/heading.ts'

/** A finding as its page shows it in `dev`. */
export interface PageFinding {
  severity: Severity
  code: string
  message: string
  hint?: string
  /** What `waymark check` would do about it, when asked by this option. */
  fix?: { title: string; option: string }
  /** `file:line:column`, from the project's root. */
  place: string
  /** The same with an absolute file, for the editor. */
  editor: string
  /** The section that it stands in; none above the first one. */
  section?: { title: string; anchor: string }
}

/** How many findings a file has, on the home page in `dev`. */
export interface FileFindings {
  /** Relative to the project's root. */
  file: string
  /** Of its page, if it is one. */
  address?: string
  counts: Counts
}

/** How many findings there are of each severity. */
export type Counts = Record<Severity, number>

/** A page's findings in the order of its lines. `source` is the absolute path of its file. */
export function pageFindings(findings: readonly Finding[], page: Page, source: string): PageFinding[] {
  return findings.map((finding) => {
    const { severity, code, message, hint, fix, file, line, column } = finding
    const section = sectionAt(page, line)
    return {
      severity,
      code,
      message,
      place: `${file}:${line}:${column}`,
      editor: `${source}:${line}:${column}`,
      ...(hint !== undefined && { hint }),
      ...(fix && { fix: { title: fix.title, option: fixOption(finding) } }),
      ...(section && { section: { title: section.text, anchor: section.anchor } }),
    }
  })
}

/** The page's title is none: what stands under it is where a reader begins. */
function sectionAt({ headings }: Page, line: number): Heading | undefined {
  const title = headings.find(({ depth }) => depth === 1)
  return headings.findLast((heading) => heading !== title && heading.anchor !== '' && heading.line <= line)
}

/** The files that something was found in, those with errors first. */
export function fileFindings(
  byFile: ReadonlyMap<string, readonly Finding[]>,
  addressOf: (file: string) => string | undefined,
): FileFindings[] {
  const files = [...byFile].map(([file, findings]): FileFindings => {
    const address = addressOf(file)
    return { file, counts: countsOf(findings), ...(address !== undefined && { address }) }
  })
  return files.sort((a, b) => b.counts.error - a.counts.error || b.counts.warning - a.counts.warning)
}

/** Counts what there is of each severity. */
export function countsOf(findings: readonly Pick<Finding, 'severity'>[]): Counts {
  const counts: Counts = { error: 0, warning: 0, info: 0 }
  for (const { severity } of findings) counts[severity]++
  return counts
}

/** All of some counts together. */
export function sumOf(all: readonly Counts[]): Counts {
  const sum: Counts = { error: 0, warning: 0, info: 0 }
  for (const { error, warning, info } of all) {
    sum.error += error
    sum.warning += warning
    sum.info += info
  }
  return sum
}

/** "2 errors, 1 warning". */
export function countText({ error, warning, info }: Counts): string {
  const parts = [counted(error, 'error'), counted(warning, 'warning'), counted(info, 'note')]
  return parts.filter((part) => part !== '').join(', ')
}

function counted(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`
}

interface FindingContext {
  guidebooks: Guidebooks
  /** Absolute folder of the guidebooks. */
  root: string
  /** A page's file as findings name it. */
  inRoot: (file: string) => string
  /** What is held of the pages. */
  claims?: readonly PageClaims[] | undefined
}

/** What the checks found in a site's sources. */
export class CheckFindings {
  /** Changes with what was found. */
  readonly version: string
  readonly #byFile: ReadonlyMap<string, readonly Finding[]>
  readonly #context: FindingContext

  constructor(findings: readonly Finding[], context: FindingContext) {
    this.version = createHash('sha256')
      .update(JSON.stringify([findings, context.claims]))
      .digest('hex')
      .slice(0, 16)
    this.#byFile = Map.groupBy(findings, ({ file }) => file)
    this.#context = context
  }

  /** What was found on a page, in the order of its lines. */
  ofPage(page: Page): PageFinding[] {
    const { root, inRoot } = this.#context
    return pageFindings(this.#byFile.get(inRoot(page.file)) ?? [], page, path.join(root, page.file))
  }

  /** Why diagrams of a page cannot be drawn, by their check, in the order of its lines. */
  diagramErrors(page: Page): Finding[] {
    const found = this.#byFile.get(this.#context.inRoot(page.file)) ?? []
    return found.filter(({ code }) => preventingCodes.has(code))
  }

  /** The files that something was found in. */
  files(): FileFindings[] {
    const { guidebooks, inRoot } = this.#context
    const addresses = new Map(guidebooks.pages.map((page) => [inRoot(page.file), guidebooks.addressOf(page)]))
    return fileFindings(this.#byFile, (file) => addresses.get(file))
  }
}
