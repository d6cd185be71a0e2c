import { describe, expect, it } from 'vitest'
import { parseQuestion } from '../../src/probe-kinds/dns/dns.ts'
import { parseRequest } from '../../src/probe-kinds/http/http.ts'

describe('the target of a probe', () => {
  it('reads a request', () => {
    expect(parseRequest('POST https://a.lab/x?y=1')).toStrictEqual({ method: 'POST', url: 'https://a.lab/x?y=1' })
    expect(parseRequest('http://[::1]:80/')).toStrictEqual({ method: 'GET', url: 'http://[::1]:80/' })
    const wrong = [
      'GET',
      '',
      'get https://a.lab',
      'FETCH https://a.lab',
      'ftp://a.lab',
      'GET https://a b',
      'https://a:99999',
    ]
    expect(wrong.filter(parseRequest)).toStrictEqual([])
  })

  it('reads a question', () => {
    expect(parseQuestion('SRV _sip._tcp.a.lab')).toStrictEqual({ type: 'SRV', name: '_sip._tcp.a.lab' })
    expect(parseQuestion('A a.lab.')).toStrictEqual({ type: 'A', name: 'a.lab.' })
    expect(parseQuestion('TXT _dmarc.bücher.lab')).toStrictEqual({ type: 'TXT', name: '_dmarc.xn--bcher-kva.lab' })
    const wrong = [
      'a.lab',
      'a a.lab',
      'PTR a.lab',
      'A',
      'A a..lab',
      'A https://a.lab',
      `A ${'a'.repeat(64)}`,
      'A a.lab b.lab',
    ]
    expect(wrong.filter(parseQuestion)).toStrictEqual([])
  })
})
