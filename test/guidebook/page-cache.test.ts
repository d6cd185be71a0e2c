import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { FileCache } from '../../src/files/section-cache.ts'
import { type Page, type Reading, readPage } from '../../src/guidebook/page.ts'
import { PageCache } from '../../src/guidebook/page-cache.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'waymark-page-cache-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const text = `---
title: Restore
aliases: [/old/]
owner: ops
---

[Home](../README.md) › Restore

# Restore the shop

**Last Updated**: 2026-02-01
**Owner**: ops

> [!NOTE]
> Read [the plan](plan.md#one "A title") and ![a picture](a.png) first. <a id="here"></a> <script>no</script>

1. Run \`make restore\` with \`{{ name }}\`.

   \`\`\`sh
   make restore
   \`\`\`

2. See [none][undefined], [^1] and [one].

<!-- waymark-ignore links/missing-file -->

[one]: https://example.org/
[^1]: A note.
`

const pages: Readonly<Record<string, readonly [file: string, content: string | Buffer, how?: Reading]>> = {
  'with all that a page can have': ['restore.md', text],
  'that is empty': ['empty.md', ''],
  'that cannot be read': ['broken.md', Buffer.from([0x23, 0x20, 0xff, 0x0a])],
  'with a broken head': ['head.md', '---\ntitle: "\n---\n# A\n'],
  'of components': ['shop.mdx', '# Shop\n\n<Card id="a" href="plan.md">x</Card>\n'],
  'of components that cannot be read': ['shop.mdx', '# Shop\n\n<Card\n'],
  'of another generator': [
    'note.md',
    '# Note\n\n!!! note "Mind"\n    Text\n\n--8<-- "part.md"\n',
    { dialect: { name: 'mkdocs', settings: {} }, includes: new Map([['part.md', '## Part\n\n[a](a.md)\n']]) },
  ],
}

let caches = 0

/** A page as it is found in a cache that another run has written. */
async function foundAgain(file: string, written: string | Buffer, how?: Reading): Promise<[Page, Page | undefined]> {
  const bytes = Buffer.from(written)
  const page = readPage(file, bytes, undefined, how)
  const name = path.join(folder, `${caches++}.json`)
  const cache = await FileCache.open(name, 0)
  new PageCache(cache, '1').add(page)
  await cache.save()
  return [page, new PageCache(await FileCache.open(name, 0), '1').find(file, bytes, how)]
}

describe('A page that an earlier run has read', () => {
  for (const [what, page] of Object.entries(pages)) {
    test(`${what}, is the same`, async () => {
      const [read, found] = await foundAgain(...page)
      expect(found).toStrictEqual(read)
      // Copied, and asked for one part alone.
      expect({ ...(await foundAgain(...page))[1] }).toStrictEqual({ ...read })
      expect((await foundAgain(...page))[1]?.links).toStrictEqual(read.links)
    })
  }

  test('is none of another name, of other bytes, of other rules, or of other code', async () => {
    const cache = await FileCache.open(path.join(folder, 'other.json'), 0)
    const bytes = Buffer.from(text)
    const page = readPage('a.md', bytes)
    const kept = new PageCache(cache, '1')
    kept.add(page)
    expect(kept.find('a.md', bytes)).toBeDefined()
    expect(kept.find('b.md', bytes)).toBeUndefined()
    const other = readPage('a.md', Buffer.from(`${text}\nMore\n`))
    expect(kept.find('a.md', Buffer.from(other.text))).toBeUndefined()
    expect(kept.find('a.md', bytes, { dialect: { name: 'mkdocs', settings: {} } })).toBeUndefined()
    expect(new PageCache(cache, '2').find('a.md', bytes)).toBeUndefined()
  })

  test('stays what it was when its file is read again with other bytes', async () => {
    const cache = await FileCache.open(path.join(folder, 'again.json'), 0)
    const kept = new PageCache(cache, '1')
    const [before, after] = ['# A\n\n[b](b.md)\n', '# A\n\n[c](c.md)\n'].map((one) =>
      readPage('a.md', Buffer.from(one)),
    )
    if (!before || !after) throw new Error('Expected two pages')
    kept.add(before)
    const found = kept.find('a.md', Buffer.from(before.text))
    kept.add(after)
    expect(found?.links).toStrictEqual(before.links)
    expect(found?.text).toBe(before.text)
  })
})
