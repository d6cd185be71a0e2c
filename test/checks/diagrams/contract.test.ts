import { readFileSync } from 'node:fs'
import { diagramData } from '@mermaid-js/examples'
import { assert, describe, expect, test } from 'vitest'
import { diagramTypes, internalTypes } from '../../../checks/diagrams/mermaid/diagram-types.ts'
import { MermaidParser } from '../../../checks/diagrams/mermaid/mermaid-parser.ts'
import { encodeEntities, parserInput, preprocess } from '../../../checks/diagrams/source/preprocess.ts'
import { faultyDiagrams } from './faulty-diagrams.ts'

// What Mermaid calls internal may move with any of its versions: this is what Waymark leans on, piece by piece.

type Mermaid = typeof import('mermaid')['default']

const parser = await MermaidParser.load()
const { default: mermaid }: { default: Mermaid } = await import(import.meta.resolve('mermaid/dist/mermaid.esm.min.mjs'))
const { mermaidAPI } = mermaid
const examples = diagramData.flatMap(({ id, examples }) => examples.map(({ title, code }) => ({ id, title, code })))

describe('What Waymark uses of Mermaid', () => {
  test('is that of one version', () => {
    const packages = ['mermaid', 'waymark'].map((name) => {
      const file = name === 'waymark' ? '../../../package.json' : '../../../node_modules/mermaid/package.json'
      return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))
    })
    expect(packages[0].version).toBe('12.3.0')
    expect(packages[1].devDependencies.mermaid, 'pinned exactly').toBe('12.3.0')
  })

  test('knows these types of diagrams and no others', () => {
    const registered = mermaid.getRegisteredDiagramsMetadata().map(({ id }) => id)
    expect(registered.sort()).toStrictEqual([...Object.keys(diagramTypes), ...internalTypes].sort())
  })

  for (const [type, { seed, keywords }] of Object.entries(diagramTypes)) {
    test(`${type}: begins with its keywords, and its least diagram is valid`, async () => {
      const outcome = await parser.parse(seed)
      expect('parsed' in outcome ? outcome.parsed.type : outcome.error).toBe(type)
      for (const keyword of keywords) expect(mermaid.detectType(keyword, {}), keyword).toBe(type)
    })
  }

  test('reads all official examples', async () => {
    assert.ok(examples.length >= 79)
    for (const { id, title, code } of examples) {
      const outcome = await parser.parse(code)
      expect('error' in outcome ? outcome.error : undefined, `${id}: ${title}`).toBe(undefined)
    }
  })

  test('gives a diagram with its type, store, parser and text', async () => {
    const diagram = await mermaidAPI.getDiagramFromText('flowchart TD\n a-->b')
    expect(diagram.type).toBe('flowchart-v2')
    expect(diagram.text).toBe('flowchart TD\n a-->b\n')
    expect(diagram.parser.parser?.yy, 'the parser is told where to put what it reads').toBe(diagram.db)
    const agentflow = await mermaidAPI.getDiagramFromText('agentflow-beta')
    expect(agentflow.db.preserveCommentsWhenParsing).toBe(true)
  })

  test('hands out its own settings, not a copy', () => {
    const live: object = mermaidAPI.updateSiteConfig({})
    expect(mermaidAPI.updateSiteConfig({})).toBe(live)
    assert.ok('themeVariables' in live)
  })

  test('keeps settings that its diagrams ask for', async () => {
    await parser.parse('%%{init: {"flowchart": {"curve": "step"}, "theme": "forest"}}%%\nflowchart TD\na-->b')
    expect(mermaidAPI.getConfig().flowchart?.curve).toBe('step')
    expect(mermaidAPI.getConfig().theme).toBe('forest')
    await parser.parse('flowchart TD\na-->b')
    expect(mermaidAPI.getConfig().theme, 'for the one diagram').not.toBe('forest')
  })

  test('keeps a store for each type, which the next diagram fills anew', async () => {
    const nodesOf = async (source: string) => {
      const outcome = await parser.parse(source)
      const db: unknown = 'parsed' in outcome ? outcome.parsed.store : undefined
      assert.ok(typeof db === 'object' && db !== null && 'vertices' in db && db.vertices instanceof Map)
      return [...db.vertices.keys()]
    }
    expect(await nodesOf('flowchart TD\na-->b')).toStrictEqual(['a', 'b'])
    expect(await nodesOf('flowchart TD\nc')).toStrictEqual(['c'])
  })
})

describe('What is done to a diagram before it is read', () => {
  const written = [
    ...examples.map(({ code }) => code),
    ...faultyDiagrams.map(({ lines }) => lines.join('\n')),
    ...faultyDiagrams.map(({ lines }) => lines.join('\r\n')),
    ...faultyDiagrams.map(({ lines }) => ['---', 'title: x', '---', '%%{wrap}%%', ...lines].join('\n')),
    ...faultyDiagrams.map(({ lines }) => ['', '%%{init: {', '}}%%', '%% comment', ...lines, '%% end'].join('\n')),
    'flowchart TD\nA["#35; <b class="x">&lt;</b>"] --> B\nstyle A fill:#fff;\nclassDef x fill:#fff;',
    '  ---\n  title: x\n  ---\n  flowchart TD\n  A',
    '\n---\ntitle: not at the start\n---\nflowchart TD\nA',
    '---\n---\nflowchart TD\nA',
    '---\ntitle: x\n---   \n\n\nflowchart TD\n A{x}   \n\n\n B{y}\n',
    'sankey\n\n  a,b,1\n\n\n  b,c,2  \n\n',
    'flowchart TD\r A --> B\r\n%% x\r\n C',
  ]

  test('is what Mermaid does', async () => {
    let compared = 0
    for (const source of written) {
      const diagram = await mermaidAPI.getDiagramFromText(source).catch(() => undefined)
      if (!diagram) continue
      const preprocessed = preprocess(source)
      const keeps = diagram.db.preserveCommentsWhenParsing === true
      expect(encodeEntities(keeps ? preprocessed.withComments : preprocessed.cleaned).text, source).toBe(diagram.text)
      compared += 1
    }
    assert.ok(compared > 200, `${compared}`)
  })

  test('is what its lexers are given', async () => {
    let compared = 0
    for (const source of written) {
      const outcome = await parser.parse(`${source}\n}{`)
      if ('parsed' in outcome || !outcome.position || outcome.type === undefined) continue
      const input = parserInput(outcome.type, outcome.preprocessed, outcome.readsComments)
      expect(input.text, source).toBe(outcome.position.input)
      compared += 1
    }
    assert.ok(compared > 80, `${compared}`)
  })

  test('keeps the place of every character that is left', () => {
    for (const source of written) {
      const { cleaned, frontMatter, directives } = preprocess(source)
      for (const text of [cleaned, ...(frontMatter ? [frontMatter] : []), ...directives.map(({ body }) => body)]) {
        for (const [index, letter] of [...text.text].entries()) {
          // A line break may be made of two, and a quote in a tag be another.
          if (!/[\n']/.test(letter)) expect(source[text.origin(index)]).toBe(text.text[index])
        }
      }
    }
  })
})
