// Writes the regions of the manual that are made from rules and schemas: `npm run manual`.
import { readFileSync, writeFileSync } from 'node:fs'
import { manualPages, withRegions } from './regions.ts'

for (const file of manualPages) {
  const text = readFileSync(file, 'utf8')
  const made = withRegions(text, file)
  if (made === text) continue
  writeFileSync(file, made)
  process.stdout.write(`${file}\n`)
}
