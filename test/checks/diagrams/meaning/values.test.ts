import { describe, expect, test } from 'vitest'
import { mended, told } from './told.ts'

describe('A value or a circle that cannot be drawn', () => {
  /** The lines, what is told of them, and the lines as they are mended. */
  const cases: Record<string, [lines: string[], found: string[], fixed?: string[]]> = {
    'a link of a participant that has no box': [
      ['sequenceDiagram', '  actor A', '  link A: Site @ https://example.org', '  A->>B: x'],
      ['3:8-9 bad-value: Unexpected link of the actor `A`, expected one of a `participant`'],
    ],
    'a period above the first section': [
      ['timeline', '  title T', '  2023 : a', '  section S', '  2024 : b'],
      [
        '3:3-7 lost-text: Unexpected period `2023` above the first `section`, expected it in one: readers see nothing of it',
      ],
    ],
    'a date': [
      ['gantt', '  dateFormat YYYY-MM-DD', '  section S', '  Backup :b1, 2026-13-45, 3d'],
      ['4:15-25 bad-value: Unexpected date `2026-13-45`, expected one in the `dateFormat`'],
    ],
    'a length': [
      ['gantt', '  dateFormat YYYY-MM-DD', '  Backup :b1, 2026-01-05, 3 d'],
      ['3:27-30 bad-value: Unexpected end `3 d`, expected a length such as `3d` or a date in the `dateFormat`'],
    ],
    'a date as an end, without a format': [
      ['gantt', '  Backup :b1, 2026-01-05, 2026-01-07'],
      ['2:27-37 bad-value: Unexpected end `2026-01-07`, expected a length such as `3d` or a date in the `dateFormat`'],
    ],
    'an end before the start': [
      ['gantt', '  dateFormat YYYY-MM-DD', '  Backup :b1, 2026-01-05, 2026-01-01'],
      ['3:27-37 bad-value: Unexpected end `2026-01-01` before the start, expected a later one'],
    ],
    'a first task without a start': [
      ['gantt', '  dateFormat YYYY-MM-DD', '  Backup :3d'],
      ['3:3-9 bad-value: Unexpected first task `Backup` without a start, expected a date'],
    ],
    'no day to work on': [
      [
        'gantt',
        '  dateFormat YYYY-MM-DD',
        '  excludes monday, tuesday, wednesday, thursday, friday, saturday, sunday',
        '  Backup :2026-01-05, 3d',
      ],
      ['3:3-74 bad-value: Unexpected `excludes` of all days, expected some to work on'],
    ],
    'tasks that wait for each other': [
      ['gantt', '  dateFormat YYYY-MM-DD', '  Backup :b1, after r1, 3d', '  Restore :r1, after b1, 3d'],
      [
        '3:21-23 cycle: Unexpected `after` of `r1`, expected no task that waits for this one',
        '4:22-24 cycle: Unexpected `after` of `b1`, expected no task that waits for this one',
      ],
    ],
    'an amount that is none': [
      ['sankey-beta', '  a,b,10', '  b,c,many'],
      ['3:7-11 bad-value: Unexpected amount `many`, expected a number above 0'],
    ],
    'a negative amount': [
      ['sankey-beta', '  a,b,10', '  a,c,-3'],
      ['3:7-9 bad-value: Unexpected amount `-3`, expected a number above 0'],
    ],
    'no amounts at all': [
      ['sankey-beta', '  a,b,0'],
      ['2:7-8 bad-value: Unexpected amount `0`, expected a number above 0'],
    ],
    'a flow back': [
      ['sankey-beta', '  a,b,10', '  b,c,5', '  c,a,3'],
      ['4:3-8 cycle: Unexpected flow from `c` back to `a`, expected flows in one direction'],
    ],
    'a flow to itself': [
      ['sankey-beta', '  a,a,10'],
      ['2:3-9 cycle: Unexpected flow from `a` back to `a`, expected flows in one direction'],
    ],
    'fewer values than places': [
      ['xychart-beta', '  x-axis [jan, "feb, or so", mar]', '  bar [1, 2]'],
      ['3:8-12 bad-value: Unexpected 2 values, expected 3: as many as the `x-axis` has places'],
    ],
    'more values than places': [
      ['xychart-beta', '  x-axis "Month" [jan, feb]', '  line "Sales" [1, 2, 3]'],
      ['3:17-24 bad-value: Unexpected 3 values, expected 2: as many as the `x-axis` has places'],
    ],
    'a chart without data': [
      ['xychart-beta', '  title "x"', '  x-axis [jan, feb]'],
      ['1:1-13 bad-value: Unexpected chart without data, expected a `bar` or a `line`'],
    ],
    'a score': [
      ['journey', '  title My day', '  section Work', '    Make tea: five: Me'],
      ['4:15-19 bad-value: Unexpected score `five`, expected a number from 1 to 5'],
    ],
    'a name with a colon': [
      ['journey', '  section Work', '    Read https://example.org: 3: Me'],
      ['3:16-29 bad-value: Unexpected score `//example.org`, expected a number from 1 to 5'],
    ],
    'slices of nothing': [
      ['pie', '  "a" : 0', '  "b" : 0'],
      ['2:9-10 bad-value: Unexpected sum of `0`, expected a slice above 0'],
    ],
    'a negative set': [
      ['venn-beta', '  set A:-3', '  set B'],
      ['2:9-11 bad-value: Unexpected size `-3`, expected a number above 0'],
    ],
    'too few values of a curve': [
      ['radar-beta', '  axis a, b, c', '  curve x["X"]{1, 2}'],
      ['3:16-20 bad-value: Unexpected 2 values, expected 3: one for each axis'],
    ],
    'a scale of nothing': [
      ['radar-beta', '  axis a, b, c', '  curve x{1, 2, 3}', '  max 0'],
      ['4:7-8 bad-value: Unexpected scale that ends at `0`, expected a value or a `max` above 0'],
    ],
    'curves of nothing': [
      ['radar-beta', '  axis a, b, c', '  curve x{0, 0, 0}'],
      ['1:1-11 bad-value: Unexpected scale that ends at `0`, expected a value or a `max` above 0'],
    ],
    'no columns': [
      ['block-beta', '  columns 0', '  a b'],
      ['2:11-12 bad-value: Unexpected `0` columns, expected at least 1'],
    ],
    'a subgraph within one within it': [
      ['flowchart LR', '  subgraph outer', '    subgraph inner', '      outer', '    end', '  end'],
      ['4:7-12 cycle: Unexpected `outer` in `inner`, expected it outside: `inner` is itself within it'],
    ],
    'two subgraphs within each other': [
      ['flowchart LR', '  subgraph one', '    two', '  end', '  subgraph two', '    one', '  end'],
      ['6:5-8 cycle: Unexpected `one` in `two`, expected it outside: `two` is itself within it'],
    ],
    'a link from within to the whole': [
      ['flowchart LR', '  subgraph outer', '    subgraph inner', '      A --> outer', '    end', '  end'],
      ['4:13-18 cycle: Unexpected `outer` in `inner`, expected it outside: `inner` is itself within it'],
    ],
    'a state named in its own body': [
      ['stateDiagram-v2', '  state Running {', '    Running --> Stopped', '  }'],
      ['3:5-12 cycle: Unexpected `Running` in `Running`, expected it outside of its own body'],
    ],
    'a state named further inside': [
      ['stateDiagram-v2', '  state Running {', '    state Ready {', '      [*] --> Running', '    }', '  }'],
      ['4:15-22 cycle: Unexpected `Running` in `Ready`, expected it outside: `Ready` is itself within it'],
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
