import { assert, describe, expect, it } from 'vitest'
import { checkInThreads, checkPage, threadsFor } from '../../../checks/engine/page-checks.ts'
import { PageReader } from '../../../checks/engine/page-reader.ts'
import { lint } from '../../../checks/lint/lint.ts'
import { waymarkSchema } from '../../../src/config/schema/waymark.ts'
import { MemoryCache } from '../../../src/files/section-cache.ts'

const settings = {
  lint: { settings: waymarkSchema.parse({ checks: { lint: { style: true } } }).checks.lint, extra: '' },
}
const { signal } = new AbortController()

/** Pages of some variety, in which there is something for the rules to find. */
const pages = Array.from({ length: 60 }, (_, index) => ({
  file: `folder/page-${index}.md`,
  bytes: Buffer.from(`# Page ${index}\n\n${'* a\n\n- b\n\nsome _text_ and *more*  \n'.repeat(1 + (index % 7))}[x]: y`),
}))

describe('Pages that are checked in threads', () => {
  it('are the same as without, in the same order', async () => {
    await lint.load?.()
    const alone = pages.map(({ file, bytes }) => checkPage({ file, bytes }, [lint], settings))
    expect(await checkInThreads(pages, settings, 2, signal)).toStrictEqual(alone)
    assert.ok(
      alone.some(({ findings }) => findings.length > 0),
      'the rules find something',
    )
  })

  it('end with the run', async () => {
    await expect(checkInThreads(pages, settings, 2, AbortSignal.abort(new Error('ended')))).rejects.toThrow(/ended/)
  })

  it('are worth it for many bytes and several pages only', () => {
    expect(threadsFor(pages)).toBe(0)
    expect(threadsFor([{ file: 'a.md', bytes: new Uint8Array(5_000_000) }])).toBe(0)
    const large = pages.map(({ file }) => ({ file, bytes: new Uint8Array(100_000) }))
    assert.ok(threadsFor(large) !== 1 && threadsFor(large) <= 4)
  })
})

describe('A reader of pages', () => {
  const reader = () => new PageReader({ checks: [lint], settings, cache: new MemoryCache(), code: '1', signal })

  it('shows each page that it did not know', async () => {
    const cache = new MemoryCache()
    const shown: string[] = []
    const foresee = ({ file }: { file: string }) => void shown.push(file)
    const read = (text: string) =>
      new PageReader({ checks: [lint], settings, cache, code: '1', signal, foresee }).read(['a.md', 'b.md'], (file) =>
        Promise.resolve(Buffer.from(file === 'a.md' ? text : '# B\n')),
      )
    await read('# A\n')
    expect(shown).toStrictEqual(['a.md', 'b.md'])
    await read('# Another\n')
    expect(shown.slice(2)).toContain('a.md')
  })

  it('says why it passed a file over', async () => {
    const read = await reader().read(['a.md', 'b.md'], async (file) =>
      file === 'a.md' ? 'unreadable' : Buffer.from('# B\n'),
    )
    expect(read.skipped).toStrictEqual([{ path: 'a.md', reason: 'unreadable' }])
    expect(read.pages.map(({ title }) => title)).toStrictEqual(['B'])
  })

  it('gives the same with its cache as without', async () => {
    const one = reader()
    const bytes = new Map(pages.map((page) => [page.file, page.bytes]))
    const files = [...bytes.keys()]
    const read = () => one.read(files, async (file) => bytes.get(file) ?? 'unreadable')
    const [cold, warm] = [await read(), await read()]
    expect(warm).toStrictEqual(cold)
  })
})
