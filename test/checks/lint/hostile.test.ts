import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { lint } from '../../../checks/lint/lint.ts'
import type { Page } from '../../../src/guidebook/page.ts'
import { readPage } from '../../../src/guidebook/page.ts'

test('A page that ends with 100,000 spaces is linted in bounded time', async () => {
  await lint.load?.()
  let found: unknown[] | undefined
  readPage('page.md', Buffer.from(`# T\n\ntext${' '.repeat(100_000)}`), (page: Page, tree) => {
    found = lint.checkPage?.(page, tree, { settings: {}, extra: '' })
  })
  expect(found).toStrictEqual([])
})
