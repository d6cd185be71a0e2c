import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mended, told } from './told.ts'

describe('A class or a colour', () => {
  /** The lines, what is told of them, and the lines as they are mended. */
  const cases: Record<string, [lines: string[], found: string[], fixed?: string[]]> = {
    'a class that is not defined': [
      ['flowchart LR', '  A --> B', '  class A hto', '  classDef hot fill:#f00,color:#fff'],
      ['3:11-14 unknown-class: Unexpected class `hto`, expected one that a `classDef` defines'],
    ],
    'a class written at the node': [
      ['flowchart LR', '  A:::cold --> B', '  classDef hot fill:#f00,color:#fff'],
      ['2:7-11 unknown-class: Unexpected class `cold`, expected one that a `classDef` defines'],
    ],
    'at a state': [
      ['stateDiagram-v2', '  [*] --> Running:::warm', '  classDef hot fill:#f00,color:#fff'],
      ['2:21-25 unknown-class: Unexpected class `warm`, expected one that a `classDef` defines'],
    ],
    'at a class': [
      ['classDiagram', '  class Order:::warm', '  classDef hot fill:#f00,color:#fff'],
      ['2:17-21 unknown-class: Unexpected class `warm`, expected one that a `classDef` defines'],
    ],
    'at an entity': [
      ['erDiagram', '  ORDER:::warm ||--o{ LINE : has', '  classDef hot fill:#f00,color:#fff'],
      ['2:11-15 unknown-class: Unexpected class `warm`, expected one that a `classDef` defines'],
    ],
    'at a block': [
      ['block-beta', '  a b', '  class a warm', '  classDef hot fill:#f00,color:#fff'],
      ['3:11-15 unknown-class: Unexpected class `warm`, expected one that a `classDef` defines'],
    ],
    'a fill without a colour': [
      ['flowchart LR', '  A --> B', '  classDef hot fill:#fee,stroke:#900', '  class A hot'],
      [
        '3:21-25 unreadable-color: Unexpected fill `#fee` without a colour of its text, expected `color:#000` beside it',
      ],
      ['flowchart LR', '  A --> B', '  classDef hot fill:#fee,stroke:#900,color:#000', '  class A hot'],
    ],
    'a dark fill': [
      ['flowchart LR', '  A --> B', '  style A fill:navy;'],
      [
        '3:16-20 unreadable-color: Unexpected fill `navy` without a colour of its text, expected `color:#fff` beside it',
      ],
      ['flowchart LR', '  A --> B', '  style A fill:navy,color:#fff;'],
    ],
    'a state’s': [
      ['stateDiagram-v2', '  [*] --> Running', '  classDef hot fill:white', '  class Running hot'],
      [
        '3:21-26 unreadable-color: Unexpected fill `white` without a colour of its text, expected `color:#000` beside it',
      ],
      ['stateDiagram-v2', '  [*] --> Running', '  classDef hot fill:white,color:#000', '  class Running hot'],
    ],
    'text too near to its fill': [
      ['flowchart LR', '  A --> B', '  style A fill:#eee,color:#ccc'],
      ['3:27-31 unreadable-color: Unexpected text in `#ccc` on `#eee`, expected a contrast of 3:1 or more'],
    ],
    'colours by name': [
      ['flowchart LR', '  A --> B', '  classDef hot fill:yellow,color:white,stroke:black', '  class A hot'],
      ['3:34-39 unreadable-color: Unexpected text in `white` on `yellow`, expected a contrast of 3:1 or more'],
    ],
  }
  for (const [name, [lines, found, fixed]] of Object.entries(cases)) {
    test(name, async () => {
      for (const end of ['\n', '\r\n']) {
        assert.deepEqual(await told(lines.join(end)), found)
        assert.equal(await mended(lines.join(end)), (fixed ?? lines).join(end))
      }
      if (fixed) assert.deepEqual(await told(fixed.join('\n')), [], 'after the fix')
    })
  }
})
