import { describe, expect, test } from 'vitest'
import { mended, told } from './told.ts'

describe('A setting', () => {
  /** The lines, what is told of them, and the lines as they are mended. */
  const cases: Record<string, [lines: string[], found: string[], fixed?: string[]]> = {
    'a name with a slip': [
      ['---', 'config:', '  them: dark', '---', 'flowchart LR', '  A --> B'],
      ['3:3-7 unknown-setting: Unexpected setting `them`, expected one of Mermaid'],
    ],
    'a theme that there is not': [
      ['---', 'config:', '  theme: drak', '---', 'flowchart LR', '  A --> B'],
      [
        '3:10-14 unknown-setting: Unexpected theme `drak`, expected `default`, `base`, `dark`, `forest`, `neutral` or `neo`',
      ],
    ],
    'a look and a layout': [
      ['---', 'config:', '  look: sketch', '  layout: tidy-tree', '---', 'flowchart LR', '  A --> B'],
      [
        '3:9-15 unknown-setting: Unexpected look `sketch`, expected `neo`, `classic` or `handDrawn`',
        '4:11-20 unknown-setting: Unexpected layout `tidy-tree`, expected `dagre`, `elk`, `swimlane`, `cose-bilkent`, `elk.stress` or `elk.force`',
      ],
    ],
    'a setting of a type': [
      ['---', 'config:', '  flowchart:', '    curv: linear', '---', 'flowchart LR', '  A --> B'],
      ['4:5-9 unknown-setting: Unexpected setting `curv`, expected one of `flowchart`'],
    ],
    'a setting of another type': [
      ['---', 'config:', '  sequence:', '    curve: linear', '---', 'sequenceDiagram', '  A->>B: hi'],
      ['4:5-10 unknown-setting: Unexpected setting `curve`, expected one of `sequence`'],
    ],
    deeper: [
      ['---', 'config:', '  xyChart:', '    xAxis:', '      labelFontsize: 3', '---', 'xychart-beta', '  bar [1]'],
      ['5:7-20 unknown-setting: Unexpected setting `labelFontsize`, expected one of `xyChart.xAxis`'],
    ],
    'beside config': [
      ['---', 'title: x', 'theme: dark', '---', 'flowchart LR', '  A --> B'],
      ['3:1-6 unknown-setting: Unexpected setting `theme` at the top, expected it under `config:`'],
    ],
    'what a diagram may not set': [
      [
        '---',
        'config:',
        '  themeCSS: "* { color: red }"',
        '  securityLevel: loose',
        '---',
        'flowchart LR',
        '  A --> B',
      ],
      [
        '3:3-11 unknown-setting: Unexpected setting `themeCSS`, expected one that a diagram may set',
        '4:3-16 unknown-setting: Unexpected setting `securityLevel`, expected one that a diagram may set',
      ],
    ],
    'in a directive': [
      ["%%{init: {'theme': 'dark', 'flowchart': {'curvee': 'linear'}}}%%", 'flowchart LR', '  A --> B'],
      ['1:42-50 unknown-setting: Unexpected setting `curvee`, expected one of `flowchart`'],
    ],
    'in a directive for the own type': [
      ['%%{init: {"config": {"curvee": "linear"}}}%%', 'flowchart LR', '  A --> B'],
      ['1:22-30 unknown-setting: Unexpected setting `curvee`, expected one of `flowchart`'],
    ],
    'in a directive of two lines': [
      ['%%{init: {', '  "sequence": {"wrapp": true}', '}}%%', 'sequenceDiagram', '  A->>B: hi'],
      ['2:16-23 unknown-setting: Unexpected setting `wrapp`, expected one of `sequence`'],
    ],
    'a directive with a slip': [
      ['%%{int: {"theme": "dark"}}%%', 'flowchart LR', '  A --> B'],
      ['1:4-7 unknown-setting: Unexpected directive `int`, expected `init`'],
    ],
  }
  for (const [name, [lines, found, fixed]] of Object.entries(cases)) {
    test(name, async () => {
      for (const end of ['\n', '\r\n']) {
        expect(await told(lines.join(end))).toStrictEqual(found)
        expect(await mended(lines.join(end))).toBe((fixed ?? lines).join(end))
      }
      if (fixed) expect(await told(fixed.join('\n')), 'after the fix').toStrictEqual([])
    })
  }
})
