import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { manualPages, withRegions } from './regions.ts'

describe('The manual says what the code says; `npm run manual` writes it anew', () => {
  for (const file of manualPages) {
    const text = readFileSync(file, 'utf8')
    if (text.includes('<!-- made from: ')) test(file, () => expect(withRegions(text, file)).toBe(text))
  }
})
