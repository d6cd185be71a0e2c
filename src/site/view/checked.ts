import { createHash } from 'node:crypto'
import path from 'node:path'
import { preventingCodes } from '../../diagrams/preventing-codes.ts'
import type { Finding } from '../../finding/finding.ts'
import type { Guidebooks } from '../../guidebook/guidebooks.ts'
import type { Page } from '../../guidebook/page.ts'
import { type FileFindings, fileFindings, type PageFinding, pageFindings } from './page-finding.ts'
import type { CheckedView } from './view.ts'

interface Where {
  guidebooks: Guidebooks
  /** Absolute folder of the guidebooks. */
  root: string
  /** A page's file as findings name it. */
  inRoot: (file: string) => string
}

/** What the checks found in a site's sources. */
export class Checked implements CheckedView {
  readonly version: string
  readonly #byFile: ReadonlyMap<string, readonly Finding[]>
  readonly #where: Where

  constructor(findings: readonly Finding[], where: Where) {
    this.version = createHash('sha256').update(JSON.stringify(findings)).digest('hex').slice(0, 16)
    this.#byFile = Map.groupBy(findings, ({ file }) => file)
    this.#where = where
  }

  ofPage(page: Page): PageFinding[] {
    const { root, inRoot } = this.#where
    return pageFindings(this.#byFile.get(inRoot(page.file)) ?? [], page, path.join(root, page.file))
  }

  /** Why diagrams of a page cannot be drawn, by their check, in the order of its lines. */
  diagramErrors(page: Page): Finding[] {
    const found = this.#byFile.get(this.#where.inRoot(page.file)) ?? []
    return found.filter(({ code }) => preventingCodes.has(code))
  }

  files(): FileFindings[] {
    const { guidebooks, inRoot } = this.#where
    const addresses = new Map(guidebooks.pages.map((page) => [inRoot(page.file), guidebooks.addressOf(page)]))
    return fileFindings(this.#byFile, (file) => addresses.get(file))
  }
}
