import { describe, expect, test } from 'vitest'
import { commandsIn } from './log-commands.ts'
import { readXml } from './xml.ts'

describe('what tells a broken report', () => {
  test('of XML', () => {
    const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    for (const broken of [
      '<a>',
      '<a></b>',
      '<a>]]></a>',
      '<a b="<"/>',
      '<a b="1" b="2"/>',
      '<a>&x;</a>',
      '<a>&</a>',
      '<a/><a/>',
      '<a>\u0001</a>',
    ])
      expect(() => readXml(`${head}${broken}`), broken).toThrow()
    expect(readXml(`${head}<a b="&lt;">x<c/></a>\n`).attributes.b).toBe('<')
  })

  test('of a log', () => {
    expect(commandsIn('a\n  ::error::x\nb ##[add-mask]c\n##vso[task.x]y').length).toBe(3)
    expect(commandsIn('a ::error::x\n')).toStrictEqual([])
  })
})
