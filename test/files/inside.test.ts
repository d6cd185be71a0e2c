import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { isInside } from '../../src/files/inside.ts'

describe('Inside of a folder', () => {
  const cases: [file: string, isIn: boolean][] = [
    ['/books', true],
    ['/books/', true],
    ['/books/page.md', true],
    ['/books/erp/../page.md', true],
    ['/books/..page.md', true],
    ['/books/.../page.md', true],
    ['/', false],
    ['/bookshop/page.md', false],
    ['/books/../page.md', false],
    ['/books/../books.md', false],
  ]
  for (const [file, isIn] of cases) {
    test(`${file}: ${isIn}`, () => expect(isInside(path.resolve('/books'), path.resolve(file))).toBe(isIn))
  }
})
