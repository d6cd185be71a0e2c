import { barePlace, type Fix } from '../../../src/finding/finding.ts'
import { nameOf, type Page } from '../../../src/guidebook/page.ts'
import type { BreadcrumbLine } from '../../../src/guidebook/parts/breadcrumb.ts'
import { resolve } from '../../../src/guidebook/paths/target.ts'
import type { Folder } from '../../../src/guidebook/tree.ts'
import { isLike, nameKey } from '../../../src/text/likeness.ts'
import type { CheckInput } from '../../check-input.ts'
import { SourceText } from '../source-text.ts'
import { type WantedStep, writeLine } from './line.ts'
import { leadsTo, type PlannedStep, planOf } from './plan.ts'

/** A planned step, and whether its text is the title of a page other than the one that it stands for. */
export interface NamedStep extends PlannedStep {
  namesOther: boolean
}

/** A breadcrumb line with a step that is not that of the tree: it would lead a reader astray. */
export interface WrongLine {
  page: Page
  /** The page's file, relative to the project's root. */
  file: string
  line: BreadcrumbLine
  steps: readonly NamedStep[]
  /** Writes the whole line; absent where its style cannot be told. */
  fix?: Fix
}

/** The breadcrumb lines that are not as the tree has them. */
export function wrongLines(input: CheckInput): WrongLine[] {
  const hasRoot = beginsAtRoot(input)
  const namesOther = titleTest(input.guidebooks.pages)
  return input.pages.flatMap((page): WrongLine[] => {
    const { breadcrumb: line } = page
    const steps = (line && planOf(input, page, line, hasRoot))?.map((step) => named(step, page, namesOther))
    if (!line || !steps || steps.every(isFine)) return []
    const file = input.inRoot(page.file)
    const fix = fixOf(page, file, line, steps)
    return [{ page, file, line, steps, ...(fix && { fix }) }]
  })
}

function named(step: PlannedStep, page: Page, namesOther: NamesOther): NamedStep {
  const { written, place } = step
  const own = place === 'page' ? page : place
  const isNamed = written !== undefined && typeof own === 'object' && namesOther(written.text, own)
  return { ...step, namesOther: isNamed }
}

function isFine({ written, place, isRight, namesOther }: NamedStep): boolean {
  return place === 'above' || (written !== undefined && place !== undefined && isRight && !namesOther)
}

/** Where most lines leave the root out, that is how they are written here. */
function beginsAtRoot({ guidebooks, project }: CheckInput): boolean {
  const begins = guidebooks.pages.flatMap((page) => {
    const url = page.breadcrumb?.steps[0]?.url
    if (url === undefined || page === guidebooks.root.page) return []
    return [leadsTo(resolve(guidebooks, page, url, project.config.base), guidebooks.root)]
  })
  const without = begins.filter((isRoot) => !isRoot).length
  return without < 3 || without * 2 <= begins.length
}

/** Whether a text is the title of a page other than the one that it stands for. */
type NamesOther = (text: string, place: Folder | Page) => boolean

function titleTest(pages: Page[]): NamesOther {
  const titles = Map.groupBy(pages, ({ title }) => nameKey(title))
  return (text, place) => {
    const own = 'file' in place ? place : place.page
    const others = titles.get(nameKey(text)) ?? []
    if (others.length === 0 || others.some((page) => page === own)) return false
    const names = 'file' in place ? [place.title, nameOf(place.file)] : [place.title, nameOf(`${place.path}/README.md`)]
    return !names.some((name) => isLike(text, name))
  }
}

function fixOf(page: Page, file: string, line: BreadcrumbLine, steps: readonly NamedStep[]): Fix | undefined {
  const wanted = steps.flatMap((step) => wantedStep(page, step))
  const text = writeLine(page, line, wanted, new SourceText(page.text))
  if (text === undefined) return undefined
  return { title: 'Write the breadcrumb line as the tree has it', edits: [{ file, text, ...barePlace(line) }] }
}

function wantedStep(page: Page, { written, place, isRight, namesOther }: NamedStep): WantedStep[] {
  if (place === undefined) return []
  if (place === 'above') {
    return written ? [{ written: { step: written, keepsText: true, keepsTarget: true }, title: written.text }] : []
  }
  const own = place === 'page' ? page : place
  // A text that goes with a wrong target is right when it is like the name that it should have.
  const keepsText = written !== undefined && !namesOther && (isRight || isLike(written.text, own.title))
  return [
    {
      ...(written && { written: { step: written, keepsText, keepsTarget: isRight } }),
      ...(place !== 'page' && { folder: place }),
      title: own.title,
    },
  ]
}
