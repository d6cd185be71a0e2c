import type { Fix } from '../../src/finding/finding.ts'
import { nameOf, type Page } from '../../src/guidebook/page.ts'
import type { BreadcrumbLine, BreadcrumbStep } from '../../src/guidebook/parts/breadcrumb.ts'
import { resolve } from '../../src/guidebook/paths/target.ts'
import type { Folder } from '../../src/guidebook/tree.ts'
import { isLike, nameKey } from '../../src/text/likeness.ts'
import { quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import { expectedTarget, type WantedStep, writeLine } from './breadcrumb-line.ts'
import { type PlannedStep, planOf } from './breadcrumb-plan.ts'
import { leadsTo } from './breadcrumb-trail.ts'
import { plain } from './field-part.ts'
import { SourceText } from './source-text.ts'

type Wrong = Omit<RawFinding, 'file'>

/** Whether a text is the title of a page other than the one that it stands for. */
type NamesOther = (text: string, place: Folder | Page) => boolean

/** Breadcrumb lines whose steps are not those of the tree: they would lead a reader astray. */
export function breadcrumbs(input: CheckInput): RawFinding[] {
  const hasRoot = beginsAtRoot(input)
  const namesOther = titleTest(input.guidebooks.pages)
  return input.pages.flatMap((page): RawFinding[] => {
    const { breadcrumb } = page
    const plan = breadcrumb && planOf(input, page, breadcrumb, hasRoot)
    const found = plan ? plan.flatMap((step, index) => stepFindings(page, step, plan, index, namesOther)) : []
    if (!plan || found.length === 0) return []
    const file = input.inRoot(page.file)
    const fix = fixOf(page, file, breadcrumb, plan, namesOther)
    return found.map((one) => ({ ...one, file, ...(fix && { fix }) }))
  })
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

function stepFindings(
  page: Page,
  { written, place, isRight }: PlannedStep,
  plan: PlannedStep[],
  index: number,
  namesOther: NamesOther,
): Wrong[] {
  if (place === 'above') return []
  if (!written) return [missingStep(page, place, plan, index)]
  if (place === undefined) return [extraStep(written)]
  if (place === 'page') return lastFindings(page, written, isRight, namesOther)
  if (!isRight) return [wrongTarget(page, written, place)]
  return namesOther(written.text, place) ? [wrongText(written, place.title)] : []
}

function missingStep(page: Page, place: PlannedStep['place'], plan: PlannedStep[], index: number): Wrong {
  const neighbour = plan.slice(index).find(({ written }) => written) ?? plan.findLast(({ written }) => written)
  const title = typeof place === 'object' ? place.title : page.title
  const at = neighbour?.written ?? page.breadcrumb
  const expected = `expected one for ${quote(title)} ${plan.slice(index).some(({ written }) => written) ? 'before' : 'after'} it`
  return {
    code: 'structure/breadcrumb-steps',
    message: `Unexpected breadcrumb ${quote(neighbour?.written?.text ?? '')}, ${expected}`,
    hint: 'A step is missing: the line names every folder on the way, and the page itself at its end',
    ...plain(at ?? { line: 1, column: 1, endLine: 1, endColumn: 1 }),
  }
}

function extraStep(step: BreadcrumbStep): Wrong {
  return {
    code: 'structure/breadcrumb-steps',
    message: `Unexpected breadcrumb ${quote(step.text)}, expected the folders that the page stands in alone`,
    ...plain(step),
  }
}

function wrongTarget(page: Page, step: BreadcrumbStep, place: Folder): Wrong {
  return {
    code: 'structure/breadcrumb-target',
    message: `Unexpected breadcrumb to ${quote(step.url)}, expected ${quote(expectedTarget(page, place))}`,
    hint: `This step stands for ${quote(place.title)}`,
    ...plain(step),
  }
}

function wrongText(step: BreadcrumbStep, title: string): Wrong {
  return {
    code: 'structure/breadcrumb-text',
    message: `Unexpected breadcrumb ${quote(step.text)}, expected ${quote(title)}`,
    hint: 'It is the name of another page',
    ...plain(step),
  }
}

function lastFindings(page: Page, step: BreadcrumbStep, isRight: boolean, namesOther: NamesOther): Wrong[] {
  if (namesOther(step.text, page)) return [wrongText(step, page.title)]
  if (isRight) return []
  return [
    {
      code: 'structure/breadcrumb-steps',
      severity: 'info',
      message: 'Unexpected link from the page to itself, expected its name alone',
      ...plain(step),
    },
  ]
}

function fixOf(
  page: Page,
  file: string,
  line: BreadcrumbLine | undefined,
  plan: PlannedStep[],
  namesOther: NamesOther,
): Fix | undefined {
  const wanted = plan.flatMap((step) => wantedStep(page, step, namesOther))
  const text = line && writeLine(page, line, wanted, new SourceText(page.text))
  if (!line || text === undefined) return undefined
  return { title: 'Write the breadcrumb line as the tree has it', edits: [{ file, text, ...plain(line) }] }
}

function wantedStep(page: Page, { written, place, isRight }: PlannedStep, namesOther: NamesOther): WantedStep[] {
  if (place === undefined) return []
  if (place === 'above') {
    return written ? [{ written: { step: written, keepsText: true, keepsTarget: true }, title: written.text }] : []
  }
  const own = place === 'page' ? page : place
  // A text that goes with a wrong target is right when it is like the name that it should have.
  const keepsText =
    written !== undefined && !namesOther(written.text, own) && (isRight || isLike(written.text, own.title))
  return [
    {
      ...(written && { written: { step: written, keepsText, keepsTarget: isRight } }),
      ...(place !== 'page' && { folder: place }),
      title: own.title,
    },
  ]
}
