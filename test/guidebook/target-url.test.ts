import { posix } from 'node:path'
import fc from 'fast-check'
import { assert, describe, expect, test } from 'vitest'
import type { Target } from '../../src/guidebook/paths/target.ts'
import { resolve } from '../../src/guidebook/paths/target.ts'
import { anyCharacter } from '../text/any-character.ts'
import { from, pages, world } from './target-world.ts'

/** Where the root is served from, so that a path that leaves it can be told from one that does not. */
const rootUrl = 'https://host.example/docs/guidebooks/'

/** What WHATWG URLs make of a link on a page: the path from the repository's root, decoded. */
function pathByUrl(file: string, url: string): string {
  const base = new URL(file.split('/').map(encodeURIComponent).join('/'), rootUrl)
  return decodeURIComponent(new URL(url, base).pathname).slice(1).replace(/\/$/, '')
}

function pathOf(target: Target): string | undefined {
  switch (target.kind) {
    case 'page':
      return `docs/guidebooks/${target.page.file}`
    case 'folder':
      return `docs/guidebooks/${target.folder.path}`.replace(/\/$/, '')
    case 'file':
    case 'draft':
      return `docs/guidebooks/${target.file}`
    case 'missing':
      return `docs/guidebooks/${target.path}`
    case 'repository':
      return target.path
    default:
      return undefined
  }
}

describe('A relative path is resolved as WHATWG URLs are', () => {
  const guidebooks = world('docs/guidebooks')
  const name = fc.constantFrom(
    'erp',
    'odoo',
    'operations.md',
    'README.md',
    'no-page',
    'deep.md',
    'été.md',
    'a b',
    'x.y',
    '...',
  )
  const segment = fc.oneof({ weight: 3, arbitrary: name }, fc.constantFrom('..', '.', '%2e', '%2E%2e', '..', '.%2e'))
  const tail = fc.constantFrom('', '/', '?a=b', '#c', '?a#b/../c', '#../d')
  const relative = fc.tuple(fc.array(segment, { minLength: 1, maxLength: 6 }), tail)

  test('from any page, up, down and percent-encoded', () => {
    fc.assert(
      fc.property(fc.constantFrom(...pages), relative, fc.boolean(), (page, [segments, end], isEncoded) => {
        const written =
          segments.map((one) => (isEncoded && !/^[.%]/.test(one) ? encodeURIComponent(one) : one)).join('/') + end
        const target = resolve(guidebooks, page, written)
        const expected = pathByUrl(page.file, written.replaceAll(' ', '%20'))
        // A URL stops at the root of its host, where a link out of the repository is told.
        if (target.kind === 'beyond') return
        const found = pathOf(target) ?? ''
        const isFolderPage = target.kind === 'page' && found.replace(/\/?[^/]*$/, '') === expected
        assert.ok(
          found === expected || decodedFully(found) === expected || isFolderPage,
          `${written}: ${found}, ${expected}`,
        )
      }),
      { numRuns: 3000 },
    )
  })

  test('and the fragment is what a URL has behind its first #', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (fragment) => {
        const url = `operations.md#${fragment.trim()}`
        const { hash } = new URL(url, `${rootUrl}erp/`)
        const found = resolve(guidebooks, from('erp/operations.md'), url).fragment ?? ''
        expect(new URL(`#${found}`, rootUrl).hash).toBe(hash)
      }),
    )
  })
})

describe('Any text at all is resolved', () => {
  const guidebooks = world('docs/guidebooks')
  test('without an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 200 }), fc.constantFrom(...pages), (url, page) => {
        expect(typeof resolve(guidebooks, page, url).kind).toBe('string')
      }),
      { numRuns: 3000 },
    )
  })

  test('of any length', () => {
    for (const unit of ['x', '../', '%', '%2e%2e/', '#', '?', '\\', '/', ':', ' ', '\0', '\u{1f600}', '\ud800'])
      expect(typeof resolve(guidebooks, from('erp/operations.md'), `a${unit.repeat(100_000)}`).kind).toBe('string')
  })
})

function decodedFully(path: string): string {
  try {
    return posix.normalize(decodeURIComponent(path))
  } catch {
    return path
  }
}
