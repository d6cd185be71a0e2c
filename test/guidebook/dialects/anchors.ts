import { Buffer } from 'node:buffer'
import type { PageDialect } from '../../../src/guidebook/dialects/dialect.ts'
import { readPage } from '../../../src/guidebook/page.ts'

/** Headings of one page, each of level 2, with the anchors that a generator made of them. */
export interface AnchorFixture {
  /** With its version. */
  generator: string
  anchors: [heading: string, anchor: string][]
}

/** The anchors that we make of the headings of a fixture, beside them. */
export function anchorsMade({ anchors }: AnchorFixture, dialect: PageDialect): [heading: string, anchor: string][] {
  const text = `${anchors.map(([heading]) => `## ${heading}\n`).join('\n')}\n[ref]: x.md\n`
  const { headings } = readPage('page.md', Buffer.from(text), undefined, { dialect })
  return headings.map(({ anchor }, index) => [anchors[index]?.[0] ?? '', anchor])
}

/** A fixture as it is read from its file. */
export function anchorFixture({ generator, anchors }: { generator: string; anchors: string[][] }): AnchorFixture {
  return { generator, anchors: anchors.map(([heading = '', anchor = '']) => [heading, anchor]) }
}
