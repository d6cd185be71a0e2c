import { diagramData } from '@mermaid-js/examples'
import { describe, expect, test } from 'vitest'
import { told } from './told.ts'
import { nearMisses, validDiagrams } from './valid-diagrams.ts'

describe('Nothing is told of a diagram that is well', () => {
  for (const [index, source] of [...validDiagrams, ...nearMisses].entries()) {
    test(`${index + 1}: ${source.slice(0, 60).replace(/\s+/g, ' ')}`, async () => {
      expect(await told(source)).toStrictEqual([])
      expect(await told(source.replaceAll('\n', '\r\n'))).toStrictEqual([])
    })
  }
})

describe('Mermaid’s own examples', () => {
  for (const { id, examples } of diagramData)
    for (const { title, code } of examples) {
      test(`${id}: ${title}`, async () => {
        // Some have icons, of which no picture shows any.
        const other = (await told(code)).filter((one) => !/ lost-part: Unexpected icon /.test(one))
        expect(other).toStrictEqual([])
      })
    }
})
