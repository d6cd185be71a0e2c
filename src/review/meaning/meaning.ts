import { posix } from 'node:path'
import type { CheckInput } from '../../../checks/check-input.ts'
import { posixRelative } from '../../files/inside.ts'
import type { Changes } from '../../git/changes.ts'
import type { PagePair } from '../page-pairs.ts'
import { CodeOwners, codeOwnersFiles } from './code-owners.ts'
import { changesOfCommands } from './commands.ts'
import { changesOfConfiguration } from './configuration.ts'
import { type Consequence, inOrder } from './consequence.ts'
import { changesOfFacts, type LastAnswers } from './facts.ts'
import { changesOfFormerAddresses } from './former-addresses.ts'
import type { LocatedPair } from './located-pair.ts'
import { changesOfNames } from './names.ts'
import { ownersTouched } from './owners.ts'
import { changesOfServices, type DeclaredMoment } from './services.ts'

interface MeaningOptions {
  /** What there was, and what there is; absent where it has no pages. */
  before: CheckInput | undefined
  after: CheckInput | undefined
  /** The pages that may differ. */
  pairs: readonly PagePair[]
  changes: Changes
  /** What probes answered last; absent where that is not known. */
  answers?: LastAnswers | undefined
}

/**
 * What a change means for those who read and run what it describes, beside what the checks find. Files are relative to
 * the repository.
 */
export async function consequencesOf({
  before,
  after,
  pairs,
  changes,
  answers,
}: MeaningOptions): Promise<Consequence[]> {
  const located = pairs.flatMap((pair): LocatedPair[] => {
    const was = pair.before && before && posix.join(before.guidebooks.inRepository, pair.before.file)
    const is = pair.after && after && posix.join(after.guidebooks.inRepository, pair.after.file)
    const file = is ?? was
    return file === undefined ? [] : [{ ...pair, file, ...(was !== undefined && was !== file && { formerFile: was }) }]
  })
  const files = new Set([...changes.touched, ...changes.renamed.values(), ...located.map(({ file }) => file)])
  const entries = async (input: CheckInput | undefined) => (input ? (await input.inventory()).entries : [])
  const services = changesOfServices(declaredIn(before), declaredIn(after))
  return inOrder([
    ...located.flatMap((pair) => [
      ...changesOfCommands(pair),
      ...changesOfNames(pair),
      ...(answers ? changesOfFacts(pair, answers) : []),
    ]),
    ...services.map((one) => inRepository(one, one.isGone ? before : after)),
    ...(before && after ? changesOfFormerAddresses(before.guidebooks, after.guidebooks, pairs) : []),
    ...changesOfConfiguration(await entries(before), await entries(after)),
    // Nobody makes himself the owner of what he changes.
    ...ownersTouched(located, [...files], await codeOwnersIn(before ?? after)),
  ])
}

function declaredIn(input: CheckInput | undefined): DeclaredMoment {
  return input
    ? { services: input.services, status: input.project.config.status }
    : { services: [], status: { thresholds: {}, maintenance: [] } }
}

async function codeOwnersIn(input: CheckInput | undefined): Promise<CodeOwners | undefined> {
  for (const file of codeOwnersFiles) {
    const bytes = await input?.repository.read(file)
    if (bytes) return new CodeOwners(Buffer.from(bytes).toString('utf8'))
  }
  return undefined
}

function inRepository(one: Consequence, input: CheckInput | undefined): Consequence {
  if (one.file === undefined || !input) return one
  const { repository, root } = input.project
  return { ...one, file: posix.join(posixRelative(repository, root), one.file) }
}
