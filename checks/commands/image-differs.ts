import { posix } from 'node:path'
import { nameOf } from '../../src/guidebook/page.ts'
import { entriesOf } from '../../src/inventory/entry.ts'
import { quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import { inProject } from '../inventory/place.ts'
import type { CommandPage, Commands } from './named-commands.ts'
import type { CommandRule } from './rule.ts'

/** A page beside a manifest speaks of that manifest. */
export const imageDiffers = {
  code: 'commands/image-differs',
  severity: 'info',
  summary: 'An image with another tag than the one that runs',
  why: `
A command or inline code names an image with its tag, and the files of the page's own folder, or of a folder with the page's name, have that image with one tag, which is another. It is \`info\`: programs that keep images up to date change files, and no pages. Write the tag that runs, or leave it out.
`,
  wrong: {
    'guidebooks/shop/README.md': '# Shop\n\n```sh\ndocker pull ghcr.io/acme/shop:1.4.0\n```\n',
    'guidebooks/shop/compose.yaml': 'services:\n  shop:\n    image: ghcr.io/acme/shop:1.6.2\n',
  },
  right: {
    'guidebooks/shop/README.md': '# Shop\n\n```sh\ndocker pull ghcr.io/acme/shop:1.6.2\n```\n',
    'guidebooks/shop/compose.yaml': 'services:\n  shop:\n    image: ghcr.io/acme/shop:1.6.2\n',
  },
  check: ({ inventory, pages, input }: Commands): RawFinding[] => {
    const images = Map.groupBy(entriesOf(inventory.entries, 'image'), ({ image }) => image)
    return pages.flatMap((page) =>
      page.commands.flatMap(({ words, isFenced }) =>
        words.flatMap((word): RawFinding[] => {
          if (word.isOpen || !word.value.includes(':')) return []
          const [, image = '', tag = ''] = /^([\w./:-]+):([\w][\w.-]*)$/.exec(word.value) ?? []
          const near = (images.get(image) ?? []).filter(({ file }) => isNear(file, page))
          const [first] = near
          const tags = new Set(near.map((entry) => entry.tag))
          if (!first?.tag || tags.size > 1 || tags.has(tag) || page.isExcused(word, isFenced)) return []
          const { line, column, endLine, endColumn } = word
          return [
            {
              code: imageDiffers.code,
              message: `Unexpected tag of ${quote(word.value)}, expected ${quote(first.tag)}`,
              hint: `${quote(`${inProject(input.project, first.file)}:${first.line}`)} says what runs`,
              ...{ file: page.file, line, column, endLine, endColumn },
            },
          ]
        }),
      ),
    )
  },
} as const satisfies CommandRule

/** Whether a file stands in the page's folder, or in one of the page's name. */
function isNear(file: string, { page, folder }: CommandPage): boolean {
  const own = posix.dirname(file).replace(/^\.$/, '')
  const name = nameOf(page.file).toLowerCase().replaceAll(' ', '-')
  return own === folder || own.split('/').some((part) => part.toLowerCase() === name)
}
