import { assert, describe, expect, test } from 'vitest'
import type { Drawing } from '../../../../src/diagrams/page/drawing.ts'
import { contrast } from '../../../../src/diagrams/page/theme/contrast.ts'
import { palettes } from '../../../../src/diagrams/page/theme/palette.ts'
import { page } from './page.ts'

async function drawing(source: string): Promise<Drawing> {
  const drawn = await page.draw(source)
  if (drawn.kind !== 'drawing') assert.fail(drawn.message)
  return drawn
}

/** The letters of a picture with their attributes, in its order. */
function runsOf({ svg }: Drawing): { text: string; attributes: string }[] {
  return [...svg.matchAll(/<text([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = '', text = '']) => ({
    text,
    attributes,
  }))
}

async function textsOf(source: string): Promise<string[]> {
  return runsOf(await drawing(source)).map(({ text }) => text)
}

describe('Labels are letters in their lines', () => {
  const cases: [label: string, lines: string[]][] = [
    ['Gateway', ['Gateway']],
    ['one<br/>two<br>three', ['one', 'two', 'three']],
    ['`one\n  two`', ['one', 'two']],
    ['one <b>bold</b> two', ['one', 'bold', 'two']],
    ['`a **b** *c*`', ['a', 'b', 'c']],
    ['a long label that wraps at the width of its node', ['a long label that', 'wraps at the', 'width of its node']],
    ['a &lt;b&gt; #38; #quot;c#quot;', ['a &lt;b&gt; &amp; &quot;c&quot;']],
    ['日本語', ['日本語']],
    ['שלום', ['שלום']],
    ['🚀 up', ['🚀 up']],
  ]
  for (const [label, lines] of cases) {
    test(`${JSON.stringify(label)}`, async () => {
      expect(await textsOf(`flowchart LR\n  a["${label}"]`)).toStrictEqual(lines)
    })
  }

  test('bold, slanted, underlined and code keep their looks', async () => {
    const runs = runsOf(await drawing('flowchart LR\n  a["<b>b</b> <i>i</i> <u>u</u> <code>c</code>"]'))
    const looks = [/font-weight="700"/, /font-style="italic"/, /text-decoration="underline"/, /font-family="monospace"/]
    expect(runs.length).toBe(looks.length)
    for (const [index, look] of looks.entries()) expect(runs[index]?.attributes ?? '').toMatch(look)
  })

  test('every run is as wide as it was measured', async () => {
    const [run] = runsOf(await drawing('flowchart LR\n  a["Gateway"]'))
    const width = Number(/textLength="([\d.]+)"/.exec(run?.attributes ?? '')?.[1])
    assert.ok(width > 50 && width < 70, `${width} for seven letters of 16 pixels in Arimo`)
    expect(run?.attributes ?? '').toMatch(/lengthAdjust="spacingAndGlyphs"/)
  })

  test('letters in SVG are read likewise: their words are one run', async () => {
    const texts = await textsOf('sequenceDiagram\n  participant A as Alice and<br/>others\n  A->>B: Hello there, Bob')
    assert.ok(texts.includes('Hello there, Bob'))
    assert.ok(texts.includes('Alice and') && texts.includes('others'))
  })
})

describe('Letters can be read', () => {
  test('on a fill of the author’s without a colour for them, in both themes', async () => {
    const { svg } = await drawing('flowchart LR\n  a[Light]\n  b[Dark]\n  style a fill:#ffffcc\n  style b fill:#222222')
    const fill = (text: string) => new RegExp(`<text[^>]*fill="([^"]*)"[^>]*>${text}<`).exec(svg)?.[1]
    expect(fill('Light')).toBe(palettes.light.ink)
    expect(fill('Dark')).toBe(palettes.dark.ink)
  })
  test('in the author’s own colour, where that one can be read', async () => {
    const { svg } = await drawing('flowchart LR\n  a[Own]\n  style a fill:#ffffcc,color:#0000ff')
    expect(svg).toMatch(/<text[^>]*fill="#00f"[^>]*>Own</)
  })
  test('on an edge within a group, on the background of the group', async () => {
    const { svg } = await drawing('flowchart LR\n  subgraph g [Group]\n    a -->|label| b\n  end')
    const background = `light-dark(${palettes.light.sunken},${palettes.dark.sunken})`
    assert.ok(svg.split(`fill="${background}"`).length >= 3, 'the group and the back of its label')
  })
})

describe('What lies on a colour of the author’s can be seen', () => {
  /** The fill of the first shape whose light and dark values differ, other than those of the palettes. */
  const calmed = (svg: string, light: string) =>
    new RegExp(`fill="light-dark\\(${light},(#[0-9a-f]+)\\)"`).exec(svg)?.[1]
  const cases: [what: string, source: string, fill: string][] = [
    ['a part of a sequence', 'sequenceDiagram\n  rect rgb(220, 235, 240)\n  A->>B: x\n  end', '#dcebf0'],
    [
      'a box of participants',
      'sequenceDiagram\n  box rgb(220, 235, 240) Side\n  participant A\n  end\n  A->>B: x',
      '#dcebf0',
    ],
    ['a group', 'flowchart LR\n  subgraph g\n    a --> b\n  end\n  style g fill:#dcebf0', '#dcebf0'],
  ]
  for (const [what, source, fill] of cases) {
    test(`${what}: in the theme whose lines would vanish on it, a breath of it is left`, async () => {
      const dark = calmed((await drawing(source)).svg, fill) ?? assert.fail('the same in both themes')
      assert.ok((contrast(dark, palettes.dark.inkSoft) ?? 0) >= 3, dark)
    })
  }
  test('a colour on which they can be seen is left as it is', async () => {
    const { svg } = await drawing('flowchart LR\n  subgraph g\n    a --> b\n  end\n  style g fill:#3a2000')
    expect(svg).toMatch(/fill="light-dark\(#[0-9a-f]+,#3a2000\)"/)
  })
})

describe('What is wrong with a picture is told', () => {
  const cases: [what: string, source: string, code: string, message: RegExp][] = [
    [
      'numbers that are none',
      'journey\n  title T\n  section S\n    Task: x: Me',
      'diagrams/broken-geometry',
      /^Unexpected `NaN`/,
    ],
    ['an icon', 'flowchart LR\n  a["fa:fa-car Car"]', 'diagrams/drawn-text', /^Unexpected icon `fa fa-car`/],
  ]
  for (const [what, source, code, message] of cases) {
    test(what, async () => {
      const [problem] = (await drawing(source)).problems
      expect(problem?.code).toBe(code)
      expect(problem?.message ?? '').toMatch(message)
    })
  }

  const falsified: [what: string, source: string, message: RegExp][] = [
    ['a root', 'flowchart LR\n  a["$$\\sqrt{2}$$"]', /^Unexpected `msqrt` in a formula, expected fractions/],
    ['a frame', 'sequenceDiagram\n  A->>B: $$\\boxed{2}$$', /^Unexpected `menclose` in a formula/],
    [
      'the name of a participant',
      'sequenceDiagram\n  participant A as $$x^2$$\n  A->>B: x',
      /^Unexpected formula in the name/,
    ],
  ]
  for (const [what, source, message] of falsified) {
    test(`a formula that would be another without its lines is not drawn: ${what}`, async () => {
      const drawn = await page.draw(source)
      if (drawn.kind !== 'undrawable') assert.fail('it is drawn')
      expect(drawn.message).toMatch(message)
    })
  }

  const nothingLost: [what: string, source: string][] = [
    [
      'branches without their names',
      '%%{init: {"gitGraph": {"showBranches": false}}}%%\ngitGraph\n  commit\n  branch dev\n  commit',
    ],
    ['a group without a title', 'flowchart LR\n  subgraph S[" "]\n    A --> B\n  end'],
    ['tags in a message, which are drawn as they are written', 'sequenceDiagram\n  A->>B: say "hi"<br/>and <b>x</b> y'],
    ['a note of no state', 'stateDiagram-v2\n  s1 --> s2\n  note "hello" as N1'],
  ]
  for (const [what, source] of nothingLost) {
    test(`nothing of what the author leaves out: ${what}`, async () => {
      expect((await drawing(source)).problems).toStrictEqual([])
    })
  }

  test('a binomial has no line of a fraction', async () => {
    const lines = async (formula: string) =>
      (await drawing(`flowchart LR\n  a["$$${formula}$$"]`)).svg.match(/height="1"/g)?.length ?? 0
    expect(await lines('\\frac{n}{k}')).toBe(1)
    expect(await lines('\\binom{n}{k}')).toBe(0)
  })

  const leftOut: [what: string, source: string, lost: string[]][] = [
    [
      'titles of axes for which the chart is too small',
      '%%{init: {"xyChart": {"width": 120, "height": 60}}}%%\nxychart-beta\n  x-axis "Months" [jan]\n  y-axis "Cups" 0 --> 4\n  bar [1]',
      ['Months', 'Cups'],
    ],
    [
      'words at a number of a map that has no place for them',
      'wardley-beta\n  component A [0.43, 0.35]\n  annotation 1,[0.4,0.5] "Some words"',
      ['Some words'],
    ],
    [
      'nothing that the author hides',
      '%%{init: {"xyChart": {"xAxis": {"showLabel": false}}}}%%\nxychart-beta\n  x-axis [jan]\n  bar [1]',
      [],
    ],
  ]
  for (const [what, source, lost] of leftOut) {
    test(`labels that Mermaid leaves out: ${what}`, async () => {
      const { problems } = await drawing(source)
      expect(problems.map(({ text }) => text)).toStrictEqual(lost)
    })
  }

  test('a formula of fractions and powers is drawn, and nothing is told', async () => {
    const drawn = await drawing('flowchart LR\n  a["$$x^2 + \\frac{1}{2}$$"]')
    expect(drawn.problems).toStrictEqual([])
    expect(
      runsOf(drawn)
        .map(({ text }) => text)
        .join(' ')
        .match(/\w/gu),
    ).toStrictEqual(['x', '2', '1', '2'])
  })

  test('what Mermaid refuses has its reason, in one sentence', async () => {
    const drawn = await page.draw('flowchart LR\n  a[[x]')
    expect(drawn.kind).toBe('undrawable')
    if (drawn.kind === 'undrawable') expect(drawn.message).toMatch(/^(?:Parse|Lexical) error on line 2[:.] \S/)
  })
})

describe('Titles and descriptions', () => {
  test('are the author’s', async () => {
    const { title, description, svg } = await drawing(
      'flowchart LR\n  accTitle: Way of an order\n  accDescr: From the gateway on\n  a --> b',
    )
    expect([title, description]).toStrictEqual(['Way of an order', 'From the gateway on'])
    expect(svg).toMatch(/<title[^>]*>Way of an order<\/title><desc[^>]*>From the gateway on<\/desc>/)
  })
  test('of a timeline, whose store has them elsewhere, and of no other one after it', async () => {
    const { title, description } = await drawing('timeline\n  accDescr: All of it\n  title History\n  2002 : LinkedIn')
    expect([title, description]).toStrictEqual(['History', 'All of it'])
    expect((await drawing('timeline\n  2002 : LinkedIn')).title).toBe(undefined)
  })
  test('or the title of the frontmatter, and the content in words', async () => {
    const { title, description } = await drawing(
      '---\ntitle: "An order"\n---\nflowchart LR\n  a[Gateway] -- yes --> b[Orders]',
    )
    expect([title, description]).toStrictEqual(['An order', 'Flowchart: Gateway leads to Orders (yes)'])
  })
})

test('the day of drawing leaves no line in a schedule, and texts that reach out of the picture widen it', async () => {
  const gantt = await drawing('gantt\n  dateFormat YYYY-MM-DD\n  Works :a, 1999-12-25, 14d')
  expect(gantt.width).toBe(760)
  expect(gantt.svg).not.toMatch(new RegExp(`stroke="light-dark\\(${palettes.light.bad}`))
  const radar = await drawing(
    'radar-beta\n  axis a["A rather long name of an axis"], b["Two"], c["Another long name of an axis"]\n  curve x{1,2,3}',
  )
  assert.ok(radar.width > 700)
})

describe('A schedule', () => {
  const gantt = (tasks: string) => drawing(`gantt\n  dateFormat YYYY-MM-DD\n  section S\n  ${tasks}`)
  test('has its milestones turned, as the style sheet says', async () => {
    const { svg } = await gantt('M :milestone, m, 2026-01-05, 1d\n  T :t, 2026-01-05, 9d')
    expect(svg).toMatch(/<rect[^>]* transform="matrix\(0\.\d+ 0\.\d+ -0\.\d+ 0\.\d+ /)
  })
  test('of many days has no two of them over one another', async () => {
    const { svg } = await gantt('T :t, 2026-01-05, 35d')
    const day =
      /translate\(([\d.]+),0\)"[^<]*>(?:<(?:line|path)[^>]*>)*<text x="(-?[\d.]+)"[^>]* textLength="([\d.]+)"/g
    const boxes = [...svg.matchAll(day)].map(([, group, x, length]) => {
      const left = Number(group) + Number(x)
      return { left, right: left + Number(length) }
    })
    assert.ok(boxes.length >= 4, svg)
    for (const [index, { left }] of boxes.entries()) assert.ok(index === 0 || left > (boxes[index - 1]?.right ?? 0))
  })
})
