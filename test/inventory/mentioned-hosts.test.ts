import { expect, test } from 'vitest'
import { mentionedHosts } from '../../src/inventory/mentioned-hosts.ts'

test('Hosts are found on every line of a text, its first and its last, whatever ends the lines', () => {
  const lines = [
    'A.acme.dev b.acme.dev:8080/x',
    'Ends with a dot. Goes on.',
    '',
    'v1.2.3 10.0.0.1',
    '- "*.apps.acme.dev", c_1.acme.dev',
    'x..acme.dev and d.acme.dev.',
    'last e.acme.dev',
  ]
  const hosts = [
    'a.acme.dev',
    'b.acme.dev',
    '*.apps.acme.dev',
    'c_1.acme.dev',
    'x..acme.dev',
    'd.acme.dev',
    'e.acme.dev',
  ]
  expect(mentionedHosts(lines.join('\n'))).toStrictEqual(hosts)
  expect(mentionedHosts(`${lines.join('\r\n')}\r\n`)).toStrictEqual(hosts)
  expect(mentionedHosts(lines.join(' '))).toStrictEqual(hosts)
})

test('A name is none that is a part of another, or goes on', () => {
  expect(mentionedHosts('-a.dev a.dev-\n.b.dev c.d\ne.dev_ f.dev')).toStrictEqual(['f.dev'])
})
