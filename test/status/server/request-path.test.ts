import { expect, test } from 'vitest'
import { formatFolder, parseBase, parseRequestPath } from '../../../src/status/server/request-path.ts'

test('a path is decoded once and cut at its slashes', () => {
  const cases: [string, string[], boolean][] = [
    ['/', [], true],
    ['/erp/', ['erp'], true],
    ['/erp', ['erp'], false],
    ['/erp/operations/index.html', ['erp', 'operations', 'index.html'], false],
    ['/two%20words/100%25/c%23', ['two words', '100%', 'c#'], false],
    ['/%2541', ['%41'], false],
    ['/caf%C3%A9/', ['café'], true],
    ['/a..b/..c', ['a..b', '..c'], false],
    ['//erp//', ['', 'erp', ''], true],
  ]
  for (const [path, names, folder] of cases) expect(parseRequestPath(path), path).toStrictEqual({ names, folder })
})

test('a path that no honest client sends is refused', () => {
  const cases = [
    '',
    'erp',
    '*',
    '/..',
    '/../etc/passwd',
    '/erp/./x',
    '/%2e%2e/etc',
    '/%2E%2E%2Fetc',
    '/a%2fb',
    '/..%5c..%5cetc',
    '/a\\b',
    '/%00',
    '/index.html%00.png',
    '/%',
    '/%zz',
    '/%E0%A4%A',
    '/%C0%AE%C0%AE/',
    '/%ff',
  ]
  for (const path of cases) expect(parseRequestPath(path), path).toBe(undefined)
})

test('the path of a folder is encoded, and never looks like another host', () => {
  expect(formatFolder([])).toBe('/')
  expect(formatFolder(['two words', '100%', 'é?#'])).toBe('/two%20words/100%25/%C3%A9%3F%23/')
  expect(formatFolder(['//evil.example'])).toBe('/%2F%2Fevil.example/')
})

test('a base is a path, whatever its slashes', () => {
  const cases: [string, string | undefined][] = [
    ['/', '/'],
    ['', '/'],
    ['/sub/', '/sub/'],
    ['sub', '/sub/'],
    ['/a/b', '/a/b/'],
    ['/été/', '/%C3%A9t%C3%A9/'],
    ['/%C3%A9t%C3%A9/', '/%C3%A9t%C3%A9/'],
    ['//sub/', undefined],
    ['https://docs.example.org/', undefined],
    ['/sub/?x', undefined],
    ['/sub/#x', undefined],
    ['/../', undefined],
    ['/%/', undefined],
  ]
  for (const [text, base] of cases) expect(parseBase(text), text).toBe(base)
})
