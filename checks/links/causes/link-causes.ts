import type { SharedCause } from '../../../src/finding/finding.ts'
import type { Guidebooks } from '../../../src/guidebook/guidebooks.ts'
import { quote } from '../../../src/text/quote.ts'
import { leastSharing } from '../../grouping/causes.ts'
import type { KnownFiles } from '../internal/known-files.ts'
import type { LinkProblem } from '../link-problem.ts'
import { unknownScheme } from '../rules/form/unknown-scheme.ts'
import { missingFile } from '../rules/target/missing-file.ts'
import { missingImage } from '../rules/target/missing-image.ts'
import { outsideRepository } from '../rules/target/outside-repository.ts'
import { sharedCause } from '../rules/target/shared-cause.ts'
import { formsOf, type LinkForm } from './link-form.ts'
import { otherRoot } from './other-root.ts'

/** Of the links of one form, or to one host, as many have to be broken for that to be the cause: where some lead somewhere, the others should. */
export const leastShare = 0.9

/** Codes of links that lead to nothing here. */
const eligible = new Set<string>([missingFile, missingImage, outsideRepository, unknownScheme].map(({ code }) => code))

/** A link that is broken, as its page has it. */
export interface BrokenUrl {
  url: string
  problem: LinkProblem
}

/** Finds what many broken links have in common: how they are written, or a file or a folder that all of them miss. */
export class LinkCauses {
  readonly #guidebooks: Guidebooks
  readonly #files: KnownFiles
  readonly #counts = new Map<string, number>()

  constructor(guidebooks: Guidebooks, files: KnownFiles) {
    this.#guidebooks = guidebooks
    this.#files = files
  }

  /** Takes note of a link, broken or not. */
  count(url: string): void {
    for (const { key } of formsOf(url)) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
  }

  /** The cause of each of these, once all links are counted. */
  async find<B extends BrokenUrl>(broken: readonly B[]): Promise<Map<B, SharedCause>> {
    const open = new Set(
      broken.filter(({ problem }) => eligible.has(problem.code) && problem.replacement === undefined),
    )
    const causes = new Map<B, SharedCause>()
    const take = (groups: Map<string, B[]>, causeOf: (own: B[], key: string) => SharedCause | undefined) => {
      for (const [key, own] of groups) {
        const left = own.filter((one) => open.has(one))
        const cause = left.length >= leastSharing ? causeOf(left, key) : undefined
        if (!cause) continue
        for (const one of left) {
          causes.set(one, cause)
          open.delete(one)
        }
      }
    }
    take(byForm(open), (own, key) => this.#formCause(own, key))
    take(
      byKey(open, ({ problem }) => problem.target?.file),
      (own, file) => targetCause(own, `to ${quote(file)}`, file),
    )
    const folders = new Map<B, string | undefined>()
    for (const one of open) folders.set(one, await this.#missingFolder(one.problem.target?.file))
    take(
      byKey(open, (one) => folders.get(one)),
      (own, folder) => targetCause(own, `into ${quote(`${folder}/`)}`, folder),
    )
    return causes
  }

  #formCause(own: readonly BrokenUrl[], key: string): SharedCause | undefined {
    const form = formsOf(own[0]?.url ?? '').find((one) => one.key === key)
    return form && own.length >= (this.#counts.get(key) ?? 0) * leastShare
      ? formCause(form, own, this.#guidebooks)
      : undefined
  }

  /** The outermost folder on the way to a file that is not there; both relative to the repository. */
  async #missingFolder(file: string | undefined): Promise<string | undefined> {
    const names = file?.split('/').slice(0, -1) ?? []
    for (const [index] of names.entries()) {
      const folder = names.slice(0, index + 1).join('/')
      if ((await this.#files.kind(folder)) !== 'folder') return folder
    }
    return undefined
  }
}

/** By each form in turn, the widest first. */
function byForm<B extends BrokenUrl>(broken: Iterable<B>): Map<string, B[]> {
  const groups = new Map<string, B[]>()
  for (const one of broken) {
    for (const { key } of formsOf(one.url)) groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return groups
}

function byKey<B>(broken: Iterable<B>, keyOf: (one: B) => string | undefined): Map<string, B[]> {
  const groups = new Map<string, B[]>()
  for (const [key, own] of Map.groupBy(broken, keyOf)) if (key !== undefined) groups.set(key, own)
  return groups
}

function formCause({ key, what, pattern }: LinkForm, own: readonly BrokenUrl[], guidebooks: Guidebooks): SharedCause {
  const ignore = `\`checks: { links: { ignore: ['${pattern}'] } }\``
  const root = key.startsWith('/')
    ? otherRoot(
        own.map(({ url }) => url),
        guidebooks,
      )
    : undefined
  return {
    ...{ code: sharedCause.code, key: `form ${key}`, isSetting: true },
    what: `${nounOf(own)} ${what}`,
    expected: 'what they lead to in this repository',
    hint: root
      ? `${root.question} Write \`${root.setting}\` into \`waymark.yaml\``
      : `If they lead to what another program publishes, write ${ignore} into \`waymark.yaml\`; otherwise mend them`,
  }
}

function targetCause(own: readonly BrokenUrl[], what: string, target: string): SharedCause {
  return {
    ...{ code: sharedCause.code, key: `target ${target}`, isSetting: false },
    what: `${nounOf(own)} ${what}`,
    expected: 'it to be there',
    hint: 'Was it moved, or is it made by a build or left out of this clone? Then name its links in `ignore` of `checks.links` in `waymark.yaml`; otherwise mend them',
  }
}

function nounOf(own: readonly BrokenUrl[]): string {
  return own.every(({ problem }) => problem.code === missingImage.code) ? 'images' : 'links'
}
