import { describe, expect, test } from 'vitest'
import { told } from './told.ts'

describe('A class or a colour', () => {
  /** The lines, and what is told of them. */
  const cases: Record<string, [lines: string[], found: string[]]> = {
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
    'a class whose text fades': [
      ['flowchart LR', '  A --> B:::old', '  classDef old fill:#fff,opacity:0.3'],
      ['3:34-37 unreadable-color: Unexpected `0.3` of text, expected one that leaves a contrast of 4.5:1 or more'],
    ],
    'a line that fades': [
      ['flowchart LR', '  A --> B', '  linkStyle 0 stroke:#f00,stroke-opacity:20%'],
      ['3:42-45 unreadable-color: Unexpected `20%` of a line, expected one that leaves a contrast of 3:1 or more'],
    ],
    'a class that fades what nobody gives it, and a style, which leaves the text alone': [
      ['flowchart LR', '  A --> B', '  classDef old opacity:0.3', '  style A opacity:0.3'],
      [],
    ],
    'colours that the picture adapts in both themes': [
      [
        'flowchart LR',
        '  A:::hot --> B:::dim',
        '  classDef hot fill:#fee,stroke:#900',
        '  classDef dim fill:yellow,color:white',
        '  style A fill:navy;',
        '  linkStyle 0 stroke:#ff3',
      ],
      [],
    ],
  }
  for (const [name, [lines, found]] of Object.entries(cases)) {
    test(name, async () => {
      for (const end of ['\n', '\r\n']) expect(await told(lines.join(end))).toStrictEqual(found)
    })
  }
})
