import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { links } from '../../../checks/links/links.ts'
import { run } from '../../cli/command-line.ts'
import { checkFolder } from '../engine/project-files.ts'
import { TestRepository } from '../test-repository.ts'

const restore = 'Stop the shop.\n\nLoad the last dump.\n\nStart it again.\n\nSign in.\n'
const page = (...sections: [heading: string, text?: string][]) =>
  `# Shop\n\n${sections.map(([heading, text = restore]) => `## ${heading}\n\n${text}\n`).join('')}`
const before = page(['Back up', 'Nightly.\n'], ['Restore it'], ['Users', 'Ask the lead.\n'])

/** What is told of a link to the section after the page has had these texts; the last one is not committed. */
async function told(texts: readonly string[], link = 'shop.md#restore-it'): Promise<(string | undefined)[][]> {
  const repository = new TestRepository().write({ 'guidebooks/README.md': `# Hub\n\n[Restore](${link})\n` })
  try {
    for (const [index, text] of texts.entries()) {
      repository.write({ 'guidebooks/shop.md': text })
      if (index < texts.length - 1) repository.commit(`version ${index}`)
    }
    const { findings } = await checkFolder(repository.root, { checks: [links] })
    return findings.map(({ code, hint, fix }) => [code, hint, fix?.edits[0]?.text])
  } finally {
    repository.remove()
  }
}

const after = page(['Back up', 'Nightly.\n'], ['Bring the shop back'], ['Users', 'Ask the lead.\n'])
const mended = (url: string) => [['links/missing-anchor', 'Did you mean `#bring-the-shop-back`?', url]]

describe('A link to a heading that was renamed leads to it again', () => {
  test.each<[string, string[]]>([
    ['before the change is committed', [before, after]],
    ['after it', [before, after, `${after}\nMore.\n`]],
    ['by a commit that changed a part of the section too', [before, after.replace('Sign in.', 'Look at the log.')]],
    ['more than once', [before, before.replace('Restore it', 'Get it back'), after]],
    ['when other headings were new elsewhere', [before, `${after}## More\n\nOther.\n`]],
  ])('%s', async (_, texts) => {
    expect(await told(texts)).toStrictEqual(mended('shop.md#bring-the-shop-back'))
  })

  test('from the page itself, and with its query', async () => {
    const own = (text: string) => `${text}\nSee [there](?plain=1#restore-it).\n`
    expect(await told([own(before), own(after)], 'shop.md')).toStrictEqual(mended('?plain=1#bring-the-shop-back'))
  })
})

describe('Nothing is written where git does not prove one rename', () => {
  const other = 'Call the vendor.\n\nOpen a ticket.\n\nWait.\n'
  const [first, second] = ['Stop the shop.\n\nLoad the last dump.\n', 'Start it again.\n\nSign in.\n']
  test.each<[string, string[], string?]>([
    ['the page never had such a heading', [after, `${after}\nMore.\n`]],
    ['the heading was deleted', [before, page(['Back up', 'Nightly.\n'], ['Users', 'Ask the lead.\n'])]],
    ['another one took its place', [before, page(['Back up', 'Nightly.\n'], ['The vendor', other], ['Users'])]],
    [
      'its section was split in two',
      [before, page(['Back up', 'Nightly.\n'], ['Stop and load', first], ['Start', second], ['Users'])],
    ],
    ['its text stands below two headings now', [before, page(['Back up', 'Nightly.\n'], ['For one'], ['For two'])]],
    ['it moved to another place', [before, page(['Bring the shop back'], ['Back up', 'Nightly.\n'], ['Users'])]],
    ['it was renamed and then deleted', [before, after, page(['Back up', 'Nightly.\n'], ['Users', 'Ask.\n'])]],
    ['nothing was ever committed', [after]],
  ])('%s', async (_, texts) => {
    const found = await told(texts)
    expect(found.map(([code, , fix]) => [code, fix])).toStrictEqual([['links/missing-anchor', undefined]])
  })

  test('in a shallow clone', async () => {
    const repository = new TestRepository().write({
      'guidebooks/README.md': '# Hub\n\n[Restore](shop.md#restore-it)\n',
    })
    const clone = new TestRepository()
    try {
      for (const text of [before, after]) repository.write({ 'guidebooks/shop.md': text }).commit()
      clone.git('fetch', '--quiet', '--depth=1', `file://${repository.root}`, 'main')
      clone.git('checkout', '--quiet', 'FETCH_HEAD')
      const { findings } = await checkFolder(clone.root, { checks: [links] })
      expect(findings.map(({ code, fix }) => [code, fix])).toStrictEqual([['links/missing-anchor', undefined]])
    } finally {
      repository.remove()
      clone.remove()
    }
  })
})

test('--fix writes the anchor and nothing around it', async () => {
  const hub = (anchor: string) => `# Hub\r\n\r\n[Restore](./shop.md#${anchor} "How")\r\n`
  const repository = new TestRepository().write({
    'guidebooks/README.md': hub('restore-it'),
    'guidebooks/shop.md': before,
  })
  try {
    repository.commit()
    repository.write({ 'guidebooks/shop.md': after })
    const { code } = await run(['check', '--only', 'links', '--fix', '--no-cache', '--root', repository.root])
    expect(readFileSync(path.join(repository.root, 'guidebooks/README.md'), 'utf8')).toBe(hub('bring-the-shop-back'))
    expect(code).toBe(0)
  } finally {
    repository.remove()
  }
})
