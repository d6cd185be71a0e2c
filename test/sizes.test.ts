import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
import ts from 'typescript'

/** In lines: what a file and a function may have at most, and what half of them have less than. */
const most = { file: 300, function: 60 }
const half = { file: 80, function: 12 }

/** What groups tests, and what runs around them, holds other functions, and does no one thing of its own. */
const frames = /^(?:describe|suite|test|it|before|after|beforeEach|afterEach)(?:\.(?:skip|only|todo))?$/

interface Size {
  /** Where it is: `file` or `file:line`. */
  place: string
  lines: number
}

const files = globSync(['{src,checks,test,.ci}/**/*.{ts,mts,js,mjs,astro,css}', '*.{ts,js,mjs}'])
  .map((file) => file.split(path.sep).join('/'))
  .sort()
const texts = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]))
const functions = [...texts].flatMap(([file, text]) => functionsOf(file, text))

describe('The size of files', () => {
  const sizes = [...texts].map(([file, text]) => ({ place: file, lines: linesOf(text) }))

  test('is at most 300 lines', () => {
    assert.deepEqual(over(sizes, most.file), [])
  })

  for (const folder of ['src/', 'checks/', '']) {
    test(`is less than 80 lines for half of ${folder || 'all'}`, () => {
      const some = sizes.filter(({ place }) => place.startsWith(folder))
      assert.ok(some.length > 100, 'the files were found')
      assert.ok(middle(some) < half.file, `${middle(some)}`)
    })
  }
})

describe('The size of functions', () => {
  test('is at most 60 lines', () => {
    assert.deepEqual(over(functions, most.function), [])
  })

  for (const folder of ['src/', 'checks/', 'test/']) {
    test(`is less than 12 lines for half of those that have a name in ${folder}`, () => {
      const some = functions.filter(({ place, isNamed }) => isNamed && place.startsWith(folder))
      assert.ok(some.length > 300, 'the functions were found')
      assert.ok(middle(some) < half.function, `${middle(some)}`)
    })
  }
})

describe('What is too large would be seen', () => {
  const body = (lines: number) => '  go()\n'.repeat(lines)

  test('a file', () => {
    assert.equal(linesOf('a\n'.repeat(300)), 300)
    assert.equal(linesOf('a\n'.repeat(300).trimEnd()), 300)
    assert.deepEqual(over([{ place: 'a.ts', lines: linesOf('a\n'.repeat(301)) }], most.file), ['a.ts: 301'])
  })

  const forms: [name: string, text: string, place: string][] = [
    ['a function', `/**\n * What it does.\n */\nfunction a() {\n${body(59)}}\n`, 'a.ts:4: 61'],
    ['a method', `class A {\n  b() {\n${body(59)}  }\n}\n`, 'a.ts:2: 61'],
    ['an accessor', `class A {\n  get b() {\n${body(59)}  }\n}\n`, 'a.ts:2: 61'],
    ['an arrow', `const a = () => {\n${body(59)}}\n`, 'a.ts:1: 61'],
    ['one that is handed on', `call(() => {\n${body(59)}})\n`, 'a.ts:1: 61'],
    ['one within a test', `test('x', () => {\n  const a = () => {\n${body(59)}  }\n})\n`, 'a.ts:2: 61'],
  ]
  for (const [name, text, place] of forms) {
    test(name, () => {
      assert.deepEqual(over(functionsOf('a.ts', text), most.function), [place])
      assert.deepEqual(over(functionsOf('a.ts', text.replace('  go()\n', '')), most.function), [], 'a line less')
    })
  }

  test('one between the dashes of a component, at its line there', () => {
    const text = `---\nconst x = 1\nfunction a() {\n${body(59)}}\n---\n<p>{x}</p>\n`
    assert.deepEqual(over(functionsOf('A.astro', text), most.function), ['A.astro:3: 61'])
  })

  test('but not what groups tests', () => {
    const text = `describe('x', () => {\n  test('y', { skip: no }, async () => {\n${body(100)}  })\n})\ndescribe.skip('z', () => {\n${body(60)}})\n`
    assert.deepEqual(over(functionsOf('a.ts', text), most.function), [])
  })

  test('a middle that is too high', () => {
    const lines = (...all: number[]) => middle(all.map((lines) => ({ place: 'a.ts', lines })))
    assert.deepEqual([lines(1, 2, 90), lines(1, 80, 90), lines(79, 80)], [2, 80, 80])
  })
})

function linesOf(text: string): number {
  return text.replace(/\n$/, '').split('\n').length
}

function over(sizes: readonly Size[], limit: number): string[] {
  return sizes.filter(({ lines }) => lines > limit).map(({ place, lines }) => `${place}: ${lines}`)
}

function middle(sizes: readonly Size[]): number {
  const sorted = sizes.map(({ lines }) => lines).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** Each function that has a body, but for the frames of tests. `isNamed`: it is no mere argument of a call. */
function functionsOf(file: string, text: string): (Size & { isNamed: boolean })[] {
  const source = ts.createSourceFile(file, codeOf(file, text), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
  const lineAt = (offset: number) => source.getLineAndCharacterOfPosition(offset).line
  const found: (Size & { isNamed: boolean })[] = []
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit)
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body || isFrame(node)) return
    const [first, last] = [lineAt(node.getStart()), lineAt(node.getEnd())]
    found.push({ place: `${file}:${first + 1}`, lines: last - first + 1, isNamed: !ts.isCallExpression(node.parent) })
  }
  visit(source)
  return found
}

function isFrame({ parent }: ts.Node): boolean {
  return ts.isCallExpression(parent) && frames.test(parent.expression.getText())
}

/** What a component computes stands between its first dashes; its lines keep their numbers. */
function codeOf(file: string, text: string): string {
  if (!file.endsWith('.astro')) return file.endsWith('.css') ? '' : text
  const [head, code = ''] = /^---(\n[\s\S]*?)\n---/.exec(text) ?? []
  return head === undefined ? '' : code
}
