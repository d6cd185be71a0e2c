import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { assert, describe, expect, test } from 'vitest'
import { readPage } from '../../src/guidebook/page.ts'
import { pageOf } from './written-page.ts'

const latin1 = (text: string) => Buffer.from(text, 'latin1')

describe('Bytes that are not UTF-8 are told where their character begins', () => {
  const cases: [name: string, bytes: Uint8Array, place: string, byte: string][] = [
    ['Latin-1', latin1('# Été\n'), '1:3', '0xc9'],
    [
      'on a later line, after other characters',
      Buffer.concat([Buffer.from('# 😀\r\nné '), latin1('é')]),
      '2:4',
      '0xe9',
    ],
    ['after a lone CR', Buffer.concat([Buffer.from('a\rb'), latin1('é')]), '2:2', '0xe9'],
    ['cut by an ASCII letter', Buffer.from([0x61, 0xc3, 0x28]), '1:2', '0xc3'],
    ['cut at the end of the file', Buffer.from([0x61, 0xf0, 0x9f, 0x98]), '1:2', '0xf0'],
    ['a longer way to write `/`', Buffer.from([0x61, 0xc0, 0xaf]), '1:2', '0xc0'],
    ['half of a surrogate pair', Buffer.from([0xed, 0xa0, 0x80]), '1:1', '0xed'],
    ['UTF-16', Buffer.from('\uFEFF# T\n', 'utf16le'), '1:1', '0xff'],
  ]
  for (const [name, bytes, place, byte] of cases) {
    test(name, () => {
      const [problem, ...others] = readPage('a.md', bytes).problems
      expect(others).toStrictEqual([])
      expect(`${problem?.code} ${problem?.line}:${problem?.column}`).toBe(`encoding ${place}`)
      assert.ok(problem?.message.startsWith(`Unexpected byte \`${byte}\`, expected `), problem?.message)
    })
  }

  test('and the rest of the page is read', () => {
    const page = readPage('a.md', Buffer.concat([latin1('# Été\n\n'), Buffer.from('[é](b.md)\n')]))
    expect(page.title).toBe('\uFFFDt\uFFFD')
    expect(page.links.map(({ text, url, line }) => [text, url, line])).toStrictEqual([['é', 'b.md', 3]])
  })
})

describe('What is UTF-8 is no problem', () => {
  test('a byte order mark, which is not a part of the text', () => {
    const page = pageOf('\uFEFF# Title\n')
    expect([page.title, page.problems]).toStrictEqual(['Title', []])
  })

  test('a replacement character that somebody wrote, noncharacters, private characters', () => {
    for (const text of ['a \uFFFD b', '\uFFFE\uFFFF', '\u{10FFFF}', '\uE000', '\uFDD0 & b']) {
      const page = pageOf(text)
      expect(page.problems, text).toStrictEqual([])
      expect(page.description).toBe(text)
    }
  })
})

test('a NUL is told, and shown as CommonMark shows it', () => {
  const page = pageOf('# A\n\nb\0c `d\0e`\n')
  expect(page.problems.map(({ code, line, column }) => [code, line, column])).toStrictEqual([['encoding', 3, 2]])
  expect(page.description).toBe('b\uFFFDc d\uFFFDe')
  expect(page.inlineCode[0]?.value).toBe('d\uFFFDe')
})

test('an empty file is an empty page', () => {
  for (const text of ['', '\uFEFF', '\n', ' \t\r\n']) {
    const page = pageOf(text, 'erp/empty-page.md')
    expect([page.title, page.description, page.problems, page.headings]).toStrictEqual(['Empty page', '', [], []])
  }
})

test('the digest is of the bytes as they are', () => {
  const bytes = Buffer.from('\uFEFF# T\r\n')
  expect(readPage('a.md', bytes).digest).toBe(createHash('sha256').update(bytes).digest('hex'))
})

test('MDX that cannot be parsed is told at its place, and the page is empty', () => {
  const page = pageOf('# T\n\n<div>\n', 'a/broken.mdx')
  const [problem] = page.problems
  expect([problem?.code, problem?.line, problem?.column]).toStrictEqual(['mdx', 3, 1])
  expect([page.title, page.links]).toStrictEqual(['Broken', []])
  expect(pageOf('# T\n\n<div>{1 + 1}</div>\n', 'a/fine.mdx').problems).toStrictEqual([])
})
