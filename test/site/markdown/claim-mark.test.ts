import { expect, test } from 'vitest'
import { createHighlighter } from '../../../src/site/markdown/highlight.ts'
import { renderPage } from '../../../src/site/markdown/render.ts'
import { plainContext } from './rendered-page.ts'

/** The code of a page whose text marks what differs by `«»`, as a reader sees it, with what is underlined so marked. */
function underlined(written: string, text?: string): string {
  const plain = written.replace(/[«»]/g, '')
  const rows = written.split('\n')
  const row = rows.findIndex((one) => one.includes('«'))
  const [column, end] = ['«', '»'].map(
    (sign) => (rows[row] ?? '').replace(sign === '»' ? '«' : '', '').indexOf(sign) + 1,
  )
  const said = text ?? /«(.*)»/s.exec(written)?.[1] ?? ''
  const place = { line: row + 1, column: column ?? 1, endLine: row + 1, endColumn: end ?? 1 }
  const claims = [{ number: 1, kind: 'host' as const, text: said, reason: 'Unexpected it', ...place }]
  const { body, marked } = renderPage(plain, 'md', { ...plainContext, highlighter: createHighlighter(), claims })
  expect([...marked]).toStrictEqual([1])
  expect(body).toContain(`Line ${row + 1}: Unexpected it`)
  const [, code = ''] = /<code>([\s\S]*?)<\/code>/.exec(body) ?? []
  return code.replace(/<span class="claim">(.*?)<\/span>/gs, '«$1»').replace(/<[^>]*>/g, '')
}

/** What differs in each block is underlined where it stands. */
test.each<[string, string, string]>([
  ['a fence', '```\ncurl «docs.acme.dev»/x\n```\n', 'curl «docs.acme.dev»/x'],
  ['its second line', '```\na\n«b» c\n```\n', 'a\n«b» c'],
  ['the one of several that is meant', '```\nbuild «build»\n```\n', 'build «build»'],
  ['an open fence', '```\nrun «x»', 'run «x»'],
  ['indented code', 'A:\n\n    run «x»\n', 'run «x»'],
  ['a fence in a list', '- A\n\n  ```sh\n  run «x»\n  ```\n', 'run «x»'],
  ['a fence in a quotation', '> ```sh\n> run «x» x\n> ```\n', 'run «x» x'],
  ['a session', '```console\n$ run «x»\nx\n```\n', '$ run «x»\nx'],
  [
    'coloured code, within one of its words',
    '```sh\necho "at «docs.acme.dev» now"\n```\n',
    'echo "at «docs.acme.dev» now"',
  ],
  ['lines that are numbered', '```sh {1} linenums="1"\na\nrun «x»\n```\n', 'a\nrun «x»'],
])('%s', (_, written, expected) => {
  expect(underlined(written)).toBe(expected)
})

test('across words of coloured code, and in other capitals than it is told', () => {
  expect(underlined('```sh\necho «"At" $HOME» x\n```\n', '"at" $home')).toBe('echo «"At"»« »«$HOME» x')
})

test('by its place where its text is written otherwise, and not at all where that is not in the code', () => {
  expect(underlined('```\nrun «make» b\n```\n', './make')).toBe('run «make» b')
  expect(underlined('«```»\nrun\n```\n', 'a file')).toBe('run')
})

test('code that stands on several pages is coloured once, and marked on one', () => {
  const highlighter = createHighlighter()
  const text = '```sh\necho x\n```\n'
  const place = { line: 2, column: 6, endLine: 2, endColumn: 7 }
  const claims = [{ number: 1, kind: 'command' as const, text: 'x', reason: 'y', ...place }]
  expect(renderPage(text, 'md', { ...plainContext, highlighter, claims }).body).toContain(
    '<span class="claim">x</span>',
  )
  expect(renderPage(text, 'md', { ...plainContext, highlighter }).body).not.toContain('class="claim"')
})
