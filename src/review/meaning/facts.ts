import { factsOn, type PageFact } from '../../../checks/probes/conditions/facts.ts'
import type { Page } from '../../guidebook/page.ts'
import { compareFact, factText } from '../../status-model/words.ts'
import { quote } from '../../text/quote.ts'
import type { Consequence } from './consequence.ts'
import { differenceOf } from './difference.ts'
import type { LocatedPair } from './located-pair.ts'

/** What probes answered last. Nobody is asked for it. */
export interface LastAnswers {
  /** What a probe found for an expression; undefined where that is not known, or was too long ago. */
  fact(id: string, expression: string): string | undefined
  /** What it is measured in, where it is: a number that is measured is never quite as it is written. */
  unitOf(id: string, expression: string): string | undefined
}

/** Which facts of a page are others now, and differ from what was found last or agree with it again. */
export function changesOfFacts({ before, after, file }: LocatedPair, answers: LastAnswers): Consequence[] {
  if (!after) return []
  const was = textsOf(before)
  return [...Map.groupBy(factsOn(after), keyOf)].flatMap(([key, facts]): Consequence[] => {
    const [{ id, expression } = { id: '', expression: '' }] = facts
    const found = answers.fact(id, expression)
    if (found === undefined || answers.unitOf(id, expression) !== undefined) return []
    const texts = facts.map(({ link }) => link.text)
    const { fresh, gone } = differenceOf(was.get(key) ?? [], texts)
    return fresh.flatMap((text) => {
      const line = facts.find(({ link }) => link.text === text)?.link.line
      const told = sentenceOf({ text, gone, found, id })
      return told ? [{ topic: 'services', ...told, file, ...(line !== undefined && { line }) }] : []
    })
  })
}

interface FactChange {
  /** As it is written now. */
  text: string
  /** What was written before and is not any more. */
  gone: readonly string[]
  found: string
  id: string
}

function sentenceOf({ text, gone, found, id }: FactChange): Pick<Consequence, 'weight' | 'text'> | undefined {
  const [said, probe, answer] = [quote(factText(text)), quote(id), quote(factText(found))]
  if (compareFact(text, found) === 'same') {
    const wrong = gone.find((one) => compareFact(one, found) === 'other')
    if (wrong === undefined) return undefined
    return { weight: 'plain', text: `Says ${said}, as ${probe} last found, instead of ${quote(factText(wrong))}` }
  }
  const isWorse = gone.some((one) => compareFact(one, found) === 'same')
  return {
    weight: 'attention',
    text: isWorse
      ? `Says ${said} instead of ${answer}, which is what ${probe} last found`
      : `Says ${said} where ${probe} last found ${answer}`,
  }
}

function textsOf(page: Page | undefined): ReadonlyMap<string, string[]> {
  const facts = Map.groupBy(page ? factsOn(page) : [], keyOf)
  return new Map([...facts].map(([key, same]) => [key, same.map(({ link }) => link.text)]))
}

function keyOf({ id, expression }: PageFact): string {
  return `${id}\n${expression}`
}
