import { posix } from 'node:path'
import type { Guidebooks } from '../../guidebook/guidebooks.ts'
import type { Page } from '../../guidebook/page.ts'
import type { Entry } from '../../inventory/entry.ts'
import { CodeOwners } from './code-owners.ts'
import { changesOfCommands } from './commands.ts'
import { changesOfConfiguration } from './configuration.ts'
import { type Consequence, inOrder } from './consequence.ts'
import { changesOfNames } from './names.ts'
import { ownersTouched } from './owners.ts'
import type { PagePair } from './page-pair.ts'
import { changesOfServices, type DeclaredMoment } from './services.ts'

/** All that is known of one moment, besides its pages. */
export interface MeantMoment extends DeclaredMoment {
  guidebooks: Guidebooks
  /** What the repository's configuration declares. */
  entries: readonly Entry[]
  /** The project's root, relative to the repository; empty for the repository itself. */
  root: string
}

export interface MeaningOptions {
  before: MeantMoment
  after: MeantMoment
  /** The pages that may differ. */
  pairs: readonly { before?: Page; after?: Page }[]
  /** All files that the change touches, relative to the repository. */
  files: readonly string[]
  /** The text of `CODEOWNERS` before the change: nobody makes himself the owner by it. */
  codeOwners: string | undefined
}

/** What a change means for those who read and run what it describes; files are relative to the repository. */
export function consequencesOf({ before, after, pairs, files, codeOwners }: MeaningOptions): Consequence[] {
  const located = pairs.flatMap((pair): PagePair[] => {
    const was = pair.before && posix.join(before.guidebooks.inRepository, pair.before.file)
    const is = pair.after && posix.join(after.guidebooks.inRepository, pair.after.file)
    const file = is ?? was
    return file === undefined ? [] : [{ ...pair, file, ...(was !== undefined && was !== file && { formerFile: was }) }]
  })
  const services = changesOfServices(before, after).map((one) => inRepository(one, one.isGone ? before : after))
  return inOrder([
    ...located.flatMap((pair) => [...changesOfCommands(pair), ...changesOfNames(pair)]),
    ...services,
    ...changesOfConfiguration(before.entries, after.entries),
    ...ownersTouched(located, files, codeOwners === undefined ? undefined : new CodeOwners(codeOwners)),
  ])
}

function inRepository(one: Consequence, { root }: MeantMoment): Consequence {
  return one.file === undefined ? one : { ...one, file: posix.join(root, one.file) }
}
