import { hash } from 'node:crypto'
import { z } from 'zod'
import type { Cache } from '../../src/files/section-cache.ts'
import type { Claim } from '../../src/finding/claim.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { Check, RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { CheckContext } from '../context.ts'
import type { Snapshot } from './snapshot.ts'
import type { SnapshotState } from './snapshot-state.ts'

/** What a check found between pages, what it told besides, and on which ground. Plain data. */
interface Kept {
  /** Of the snapshot, and of the pages that were looked at. */
  state: string
  /** What it asked besides, with the digests of the answers. */
  asked: { question: Question; answer: string }[]
  findings: RawFinding[]
  claims: Claim[]
  notes: string[]
}

/** The cache tells what was damaged, and of other code the state is another: so it is looked at, but not taken apart. */
const kept = z.custom<Kept>((value) => typeof value === 'object' && value !== null && 'state' in value)

/** Whoever asks for more has hardly less to do when it is asked again. */
const mostAsked = 5000

/**
 * What a check finds between the pages. Where it says that this may be kept, it is found again only when something has
 * changed that it depends on: the state of the snapshot, or an answer to what it asked besides, of files, of git or of the
 * inventory. Of each check the last run is kept: for the work tree and for a commit, for all pages and for some, with claims and without.
 */
export async function findingsBetween(
  check: Check,
  { input, state }: Pick<Snapshot, 'state'> & { input: CheckInput },
  context: CheckContext,
): Promise<RawFinding[]> {
  if (!check.checkAll) return []
  const by = state && check.keptBy?.(input, context)
  if (!state || by === undefined) return check.checkAll(input, context)
  const own = digestOf([state.digest, by, input.pages.map(({ file }) => file)])
  const extent = isWhole(input) ? 'all' : 'some'
  const key = [check.name, state.isOfCommit ? 'commit' : 'work tree', extent, context.claim ? 'claims' : ''].join(' ')
  const section = keptSection(context.cache)
  const known = section.get(key)
  if (known?.state === own && (await isAnswered(known, { ...input, state }))) {
    for (const claim of known.claims) context.claim?.(claim)
    for (const note of known.notes) context.note(note)
    return known.findings
  }
  const run: Kept = { state: own, asked: [], findings: [], claims: [], notes: [] }
  let isPassing = false
  const onPassing = () => {
    isPassing = true
    context.onPassing?.()
  }
  run.findings = await check.checkAll(recorded({ ...input, state }, run, onPassing), {
    ...context,
    onPassing,
    note: (text) => {
      run.notes.push(text)
      context.note(text)
    },
    claim:
      context.claim &&
      ((claim) => {
        run.claims.push(claim)
        context.claim?.(claim)
      }),
  })
  if (!isPassing && run.asked.length <= mostAsked) section.set(key, run)
  return run.findings
}

function keptSection(cache: Cache) {
  return cache.section('findings', kept)
}

function isWhole({ pages, guidebooks }: CheckInput): boolean {
  const looked = new Set<Page>(pages)
  return guidebooks.pages.every((page) => looked.has(page))
}

/** One thing that a check asks and that no state tells of; the name of who is asked, then the words. */
type Question = readonly [keyof typeof answerers, ...string[]]

type Asked = CheckInput & { state: SnapshotState }

/** Who answers. */
const answerers = {
  kind: ({ repository }: Asked, [path = '']: readonly string[]) => repository.kind(path),
  names: ({ repository }: Asked, [folder = '']: readonly string[]) => repository.names(folder),
  refusal: ({ repository }: Asked, [path = '', folder = '']: readonly string[]) => repository.refusal(path, folder),
  realPath: ({ repository }: Asked, [path = '']: readonly string[]) => repository.realPath(path),
  read: ({ repository }: Asked, [path = '']: readonly string[]) => repository.read(path),
  listed: ({ git }: Asked) => git.listed(),
  ignored: ({ git }: Asked, paths: readonly string[]) => git.ignored(paths),
  namesInText: ({ git }: Asked, names: readonly string[]) => git.namesInText(names),
  history: ({ state }: Asked) => state.historyVersion(),
  inventory: ({ state }: Asked) => state.inventoryVersion(),
}

async function isAnswered({ asked }: Kept, input: Asked): Promise<boolean> {
  for (const { question, answer } of asked) {
    const [name, ...words] = question
    if (digestOf(await answerers[name](input, words)) !== answer) return false
  }
  return true
}

/** An input that remembers what was asked of it; `onPassing` is told where nobody can know whether an answer still holds. */
function recorded(input: Asked, { asked }: Kept, onPassing: () => void): CheckInput {
  const known = new Set<string>()
  const ask = <A>(question: Question, answer: Promise<A>): Promise<A> =>
    answer.then((told) => {
      const key = JSON.stringify(question)
      if (!known.has(key) && asked.length <= mostAsked) asked.push({ question, answer: digestOf(told) })
      known.add(key)
      return told
    })
  const { repository, git, history, state } = input
  /** Of what is asked of the history and of the inventory, it is their version that has to be the same. */
  const ofHistory = async () => {
    const version = await ask(['history'], state.historyVersion())
    if (version === undefined) onPassing()
  }
  return {
    ...input,
    repository: {
      kind: (path) => ask(['kind', path], repository.kind(path)),
      names: (folder) => ask(['names', folder], repository.names(folder)),
      refusal: (path, folder) => ask(['refusal', path, folder], repository.refusal(path, folder)),
      realPath: (path) => ask(['realPath', path], repository.realPath(path)),
      read: (path) => ask(['read', path], repository.read(path)),
    },
    git: {
      listed: () => ask(['listed'], git.listed()),
      ignored: (paths) => ask(['ignored', ...paths], git.ignored(paths)),
      namesInText: (names) => ask(['namesInText', ...names], git.namesInText(names)),
    },
    history: {
      async lastChange(page, after) {
        await ofHistory()
        return history.lastChange(page, after)
      },
      async fileHistory(path) {
        await ofHistory()
        return history.fileHistory(path)
      },
      async *versions(page) {
        await ofHistory()
        yield* history.versions(page)
      },
      version: () => state.historyVersion(),
    },
    async inventory() {
      await ask(['inventory'], state.inventoryVersion())
      return input.inventory()
    },
  }
}

function digestOf(value: unknown): string {
  const content = value instanceof Uint8Array ? value : `${JSON.stringify(value)}`
  return hash('sha256', content, 'base64url')
}
