import type { Blank } from '../shell/blank.ts'
import { isLocalName, isSecretName } from '../shell/blank-name.ts'
import { readBlock, type ShellBlock } from '../shell/block.ts'
import type { Page } from './page.ts'
import type { Fence } from './parts/block.ts'
import type { Parameter } from './parts/parameter.ts'

/** One value that a reader fills in, wherever it stands on the page. */
export interface ValueField extends Omit<Parameter, 'key' | 'written'> {
  /** How it stands in the first command that asks for it. */
  label: string
}

/** The commands of a page, with what is to be filled in. */
export interface PageValues {
  /** In the order of the page. */
  fields: ValueField[]
  blocks: { fence: Fence; block: ShellBlock }[]
}

/** What a reader of a page fills in, and what its blocks of commands do. */
export function valuesOf({ fences, frontmatter }: Pick<Page, 'fences' | 'frontmatter'>): PageValues {
  const parameters = frontmatter.parameters ?? []
  const blocks = fences.flatMap((fence) => {
    const block = readBlock(fence.language, fence.value, parameters)
    return block ? [{ fence, block }] : []
  })
  return {
    fields: fieldsOf(
      blocks.flatMap(({ block }) => block.blanks),
      parameters,
    ),
    blocks,
  }
}

/**
 * Whether blanks of a name are one value of the page; some names are another thing in each command. What is secret is
 * typed into a field alone.
 */
export function isSharedName(name: string, parameters: readonly Pick<Parameter, 'name'>[]): boolean {
  return !isLocalName(name) || isSecretName(name) || parameters.some((one) => one.name === name)
}

/** One field for each name that is one value of the page. */
export function fieldsOf(blanks: readonly Blank[], parameters: readonly Parameter[]): ValueField[] {
  const fields = new Map<string, ValueField>()
  for (const { name, written } of blanks) {
    if (fields.has(name) || !isSharedName(name, parameters)) continue
    const said = parameters.find((one) => one.name === name)
    const { key: _, written: __, ...own } = said ?? { key: name, name, written: [], isSecret: isSecretName(name) }
    fields.set(name, { ...own, label: written })
  }
  return [...fields.values()]
}
