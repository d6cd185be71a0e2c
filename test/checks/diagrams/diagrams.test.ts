import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { CheckContext } from '../../../checks/context.ts'
import { diagrams } from '../../../checks/diagrams/diagrams.ts'
import { type Cache, MemoryCache, type Section } from '../../../src/files/section-cache.ts'
import { checkFiles } from '../engine/project-files.ts'

const broken = 'flowchart TD\n  A[text (more)] --> B'
const fence = (source: string) => `\`\`\`mermaid\n${source}\n\`\`\`\n`
const page = (body: string) => ({ 'guidebooks/erp/README.md': `# ERP\n\n${body}` })

/** `line:column message` of each error. */
async function errorsOn(body: string, cache?: Cache, own: Partial<CheckContext> = {}): Promise<string[]> {
  const findings = await checkFiles(page(body), { checks: [diagrams], context: { ...(cache && { cache }), ...own } })
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ line, column, message }) => `${line}:${column} ${message}`)
}

describe('The check of diagrams', () => {
  const wrong = 'Unexpected `(more)]`, expected `]`'
  const quoted = (source: string) => fence(source).trimEnd().split('\n').join('\n> ')
  const indented = (source: string, blanks: string) => fence(source).trimEnd().split('\n').join(`\n${blanks}`)

  const places: [string, string, string][] = [
    ['at the top of a page', fence(broken), '5:10'],
    ['in a list', `1. One\n\n   ${indented(broken, '   ')}`, '7:13'],
    ['in a quote', `> ${quoted(broken)}`, '5:12'],
    ['in a list behind a tab', `-\t${indented(broken, '\t')}`, '5:11'],
    ['in details', `<details>\n<summary>More</summary>\n\n${fence(broken)}\n</details>`, '8:10'],
    ['under one that is right', `${fence('flowchart TD\n  A --> B')}\n${fence(broken)}`, '10:10'],
    ['in a fence of tildes', `~~~mermaid\n${broken}\n~~~`, '5:10'],
    ['in a fence that the page ends', `\`\`\`mermaid\n${broken}`, '5:10'],
    ['behind letters of two units', fence('flowchart TD\n  A[😀 (more)] --> B'), '5:8'],
  ]
  for (const [name, body, place] of places) {
    test(`finds the place ${name}`, async () => {
      expect(await errorsOn(body)).toStrictEqual([`${place} ${wrong}`])
    })
  }

  test('finds the place where lines end with CRLF', async () => {
    expect(await errorsOn(fence(broken).replaceAll('\n', '\r\n'))).toStrictEqual([`5:10 ${wrong}`])
  })

  test('an empty diagram is told at its fence', async () => {
    const message = 'Unexpected diagram without content, expected a type such as `flowchart`'
    expect(await errorsOn('```mermaid\n```\n')).toStrictEqual([`3:1 ${message}`])
  })

  test('the same diagram is told wherever it stands', async () => {
    expect((await errorsOn(fence(broken) + fence(broken))).length).toBe(2)
  })

  test('blocks in other languages are not diagrams', async () => {
    expect(await errorsOn('```text\nflowchart TD\n  A[text (more)]\n```\n\n    flowchart TD (\n')).toStrictEqual([])
  })

  test('reads a diagram once: what was found is kept by its source', async () => {
    const cache = new CountingCache()
    const first = await errorsOn(fence(broken), cache)
    expect([cache.read, cache.written]).toStrictEqual([1, 1])
    expect(await errorsOn(`Moved\n\n${fence(broken)}`, cache)).toStrictEqual([`7:10 ${wrong}`])
    expect([cache.read, cache.written], 'taken from the cache').toStrictEqual([2, 1])
    await errorsOn(fence(`${broken}\n  B --> C`), cache)
    expect(cache.written, 'another source is read').toBe(2)
    expect(first).toStrictEqual([`5:10 ${wrong}`])
  })

  test('starts no thread, and so no Mermaid, where nothing changed', async () => {
    let threads = 0
    const count = () => {
      threads += 1
    }
    process.on('worker', count)
    // One that an earlier check has left would be taken, and nothing seen of that here.
    const own = { idleThread: undefined }
    try {
      const cache = new CountingCache()
      await errorsOn(fence(broken), cache, own)
      expect(threads).toBe(1)
      await errorsOn(fence(broken), cache, own)
      expect(threads).toBe(1)
    } finally {
      process.off('worker', count)
    }
  })

  test('a place at the end of a line ends with it, in a quote too', async () => {
    const source = 'sankey\na,b\nc,d,1'
    const [found] = await checkFiles(page(`> ${quoted(source)}`), { checks: [diagrams] })
    expect([found?.line, found?.column, found?.endLine, found?.endColumn]).toStrictEqual([5, 6, 5, 7])
  })

  test('ends when it is asked to', async () => {
    const signal = AbortSignal.abort(new Error('Stopped'))
    await expect(checkFiles(page(fence(broken)), { checks: [diagrams], context: { signal } })).rejects.toThrow(
      /Stopped/,
    )
  })
})

/** Counts how often one section is asked and told. */
class CountingCache implements Cache {
  readonly #cache = new MemoryCache()
  read = 0
  written = 0

  section<T>(name: string, schema: z.ZodType<T>): Section<T> {
    const section = this.#cache.section(name, schema)
    if (name !== 'diagrams') return section
    return {
      get: (key) => {
        this.read += 1
        return section.get(key)
      },
      set: (key, value) => {
        this.written += 1
        section.set(key, value)
      },
      has: (key) => section.has(key),
    }
  }
}
