import { hash } from 'node:crypto'
import type { CheckInput } from '../check-input.ts'
import type { SnapshotState } from './snapshot-state.ts'

/** One thing that a check asks and that no state tells of; the name of who is asked, then the words. */
type Question = readonly [keyof typeof answerers, ...string[]]

/** Who is asked. */
export type Asked = CheckInput & { state: SnapshotState }

/** A question, with the digest of its answer. */
export interface Answered {
  question: Question
  answer: string
}

/** Whoever asks for more has hardly less to do when it is asked again. */
export const mostAsked = 5000

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

/** Whether everything would still be answered as it was. */
export async function isAnswered(asked: readonly Answered[], input: Asked): Promise<boolean> {
  for (const { question, answer } of asked) {
    const [name, ...words] = question
    if (digestOf(await answerers[name](input, words)) !== answer) return false
  }
  return true
}

/** An input that adds to `asked` what is asked of it; `onPassing` is told where nobody can know whether an answer still holds. */
export function recorded(input: Asked, asked: Answered[], onPassing: () => void): CheckInput {
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
  const ofHistory = async <A>(answer: () => Promise<A>): Promise<A> => {
    await ask(['history'], state.historyVersion())
    const told = await answer()
    // Only now it is known whether git had all that was asked for.
    if ((await history.version()) === undefined) onPassing()
    return told
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
      lastChange: (page, after) => ofHistory(() => history.lastChange(page, after)),
      fileHistory: (path) => ofHistory(() => history.fileHistory(path)),
      async *versions(page) {
        const versions = history.versions(page)[Symbol.asyncIterator]()
        for (;;) {
          const next = await ofHistory(() => versions.next())
          if (next.done) return
          yield next.value
        }
      },
      version: () => state.historyVersion(),
    },
    async inventory() {
      await ask(['inventory'], state.inventoryVersion())
      return input.inventory()
    },
  }
}

/** A digest of bytes, or of anything else as JSON. */
export function digestOf(value: unknown): string {
  const content = value instanceof Uint8Array ? value : `${JSON.stringify(value)}`
  return hash('sha256', content, 'base64url')
}
