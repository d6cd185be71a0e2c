import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { Authority, daysFrom, selfSigned } from './authority.ts'
import { identifier, integer, octets, sequence, time } from './der.ts'

const now = new Date('2026-11-22T08:00:00Z')

describe('DER, as X.690 and RFC 5280 have it', () => {
  const cases: [string, Buffer, string][] = [
    ['an identifier with a number above 127', identifier('1.2.840.10045.4.3.2'), '06082a8648ce3d040302'],
    ['a number', integer(Buffer.from([2])), '020102'],
    ['zero', integer(Buffer.from([0])), '020100'],
    ['a number without zeros in front', integer(Buffer.from([0, 0, 5])), '020105'],
    ['a number that would look negative', integer(Buffer.from([0x80])), '02020080'],
    ['nothing', sequence(), '3000'],
    ['a length of one byte', octets(Buffer.alloc(127)).subarray(0, 2), '047f'],
    ['a length of two bytes', octets(Buffer.alloc(128)).subarray(0, 3), '048180'],
    ['a length of three bytes', octets(Buffer.alloc(256)).subarray(0, 4), '04820100'],
    ['a time of this century', time(now), `170d${Buffer.from('261122080000Z').toString('hex')}`],
    [
      'a time from 2050 on',
      time(new Date('2050-01-01T00:00:00Z')),
      `180f${Buffer.from('20500101000000Z').toString('hex')}`,
    ],
  ]
  for (const [what, bytes, expected] of cases) test(what, () => expect(bytes.toString('hex')).toBe(expected))
})

describe('The authority', () => {
  const authority = new Authority('Authority of a test', now)
  const root = new X509Certificate(authority.cert)

  test('signs itself, and may sign others', () => {
    expect(root.ca).toBe(true)
    expect(root.verify(root.publicKey)).toBe(true)
    expect(root.subject).toBe('CN=Authority of a test')
  })

  test('issues a certificate for names, for a time, with its key', () => {
    const claims = { names: ['erp.example.org', '127.0.0.1'], begins: daysFrom(now, -1), ends: daysFrom(now, 89) }
    const { cert, key } = authority.issue(claims)
    const issued = new X509Certificate(cert)
    expect(issued.ca).toBe(false)
    expect(issued.verify(root.publicKey)).toBe(true)
    expect(issued.checkIssued(root)).toBe(true)
    expect(issued.subjectAltName).toBe('DNS:erp.example.org, IP Address:127.0.0.1')
    expect(issued.checkHost('erp.example.org')).toBe('erp.example.org')
    expect(issued.checkHost('other.example.org')).toBe(undefined)
    expect([issued.validFromDate, issued.validToDate]).toStrictEqual([claims.begins, claims.ends])
    expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
  })

  test('has nothing to do with a self-signed certificate, or with another authority', () => {
    const claims = { names: ['erp.example.org'], begins: now, ends: daysFrom(now, 1) }
    const own = new X509Certificate(selfSigned(claims).cert)
    expect(own.verify(own.publicKey)).toBe(true)
    expect(own.verify(root.publicKey)).toBe(false)
    const other = new X509Certificate(new Authority('Authority of a test', now).issue(claims).cert)
    expect(other.verify(root.publicKey)).toBe(false)
  })
})
