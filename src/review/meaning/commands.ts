import { commandsOn, writtenCommands } from '../../../checks/commands/page-commands.ts'
import type { Page } from '../../guidebook/page.ts'
import { type Effect, effectOf, readsSecret } from '../../shell/effect.ts'
import { quoteSource } from '../../text/quote.ts'
import type { Consequence } from './consequence.ts'
import type { LocatedPair } from './located-pair.ts'

/** A command of a page, with what it does. */
interface ShownCommand {
  /** Its words with one space between them. */
  text: string
  name: string
  line: number
  effect: Effect
  readsSecret: boolean
}

/** So many are told of one page; what is dangerous always is. */
const mostOfPage = 40
/** Longer commands are shortened. In letters. */
const longest = 160

/** What a change does to the commands that a page shows. */
export function changesOfCommands({ before, after, file, formerFile }: LocatedPair): Consequence[] {
  const [old, now] = [before, after].map((page) => (page ? shownCommands(page) : []))
  const left = new Map<string, ShownCommand[]>()
  for (const command of old ?? []) left.set(command.text, [...(left.get(command.text) ?? []), command])
  const fresh = (now ?? []).filter(({ text }) => left.get(text)?.pop() === undefined)
  const gone = [...left.values()].flat().sort((a, b) => a.line - b.line)
  const told: Consequence[] = []
  for (const command of fresh) {
    const former = after && before ? formerOf(command, gone) : undefined
    if (former) gone.splice(gone.indexOf(former), 1)
    // A page that is new is read as a whole; what its commands may destroy is told all the same.
    const weight = weightOf(command)
    if (!before && weight === 'plain') continue
    const what = quoteSource(command.text, longest)
    const text = former ? `${what} instead of ${quoteSource(former.text, longest)}` : `${what} is new`
    told.push({ topic: 'commands', weight, text: `${text}${reasonOf(command)}`, file, line: command.line })
  }
  if (after) {
    for (const { text, line } of gone)
      told.push({
        ...{ topic: 'commands', weight: 'plain', text: `${quoteSource(text, longest)} is gone` },
        ...{ file: formerFile ?? file, line, isGone: true },
      })
  }
  const plain = told.filter(({ weight }) => weight === 'plain').slice(0, mostOfPage)
  return told.filter((one) => one.weight !== 'plain' || plain.includes(one))
}

/** What a command does is the same wherever it stands. */
const nowhere = { folders: new Set<string>(), folder: '', names: new Set<string>() }

function shownCommands(page: Page): ShownCommand[] {
  return commandsOn(writtenCommands(page), nowhere).flatMap((command): ShownCommand[] => {
    const [first] = command.words
    const effect = effectOf(command)
    // A word or two in a sentence is a name more often than a command.
    if (!first || (!command.isFenced && (command.words.length < 2 || effect === 'unknown'))) return []
    const text = command.words.map(({ value }) => value.replace(/\uE000+/g, '…')).join(' ')
    return [{ text, name: first.value, line: first.line, effect, readsSecret: readsSecret(command) }]
  })
}

function weightOf({ effect, readsSecret: isSecret }: ShownCommand): Consequence['weight'] {
  return effect === 'dangerous' || isSecret ? 'danger' : 'plain'
}

function reasonOf({ effect, readsSecret: isSecret }: ShownCommand): string {
  if (effect === 'dangerous') return ': it deletes, stops or forces something'
  return isSecret ? ': it shows a secret' : ''
}

/** What a command was before: the one of the same program that shares most of its words, where that is at least half. */
function formerOf({ name, text }: ShownCommand, gone: readonly ShownCommand[]): ShownCommand | undefined {
  const words = new Set(text.split(' '))
  let best: { command: ShownCommand; share: number } | undefined
  for (const command of gone) {
    if (command.name !== name) continue
    const others = command.text.split(' ')
    const share = others.filter((word) => words.has(word)).length / Math.max(words.size, others.length)
    if (share >= 0.5 && share > (best?.share ?? 0)) best = { command, share }
  }
  return best?.command
}
