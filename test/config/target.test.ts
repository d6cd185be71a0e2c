import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { endpointKey, isHost, isResolver, parseEndpoint, parseQuestion, parseRequest } from '../../src/config/target.ts'

describe('what a probe asks', () => {
  it('reads a request', () => {
    assert.deepEqual(parseRequest('POST https://a.lab/x?y=1'), { method: 'POST', url: 'https://a.lab/x?y=1' })
    assert.deepEqual(parseRequest('http://[::1]:80/'), { method: 'GET', url: 'http://[::1]:80/' })
    const wrong = [
      'GET',
      '',
      'get https://a.lab',
      'FETCH https://a.lab',
      'ftp://a.lab',
      'GET https://a b',
      'https://a:99999',
    ]
    assert.deepEqual(wrong.filter(parseRequest), [])
  })

  it('reads a question', () => {
    assert.deepEqual(parseQuestion('SRV _sip._tcp.a.lab'), { type: 'SRV', name: '_sip._tcp.a.lab' })
    assert.deepEqual(parseQuestion('A a.lab.'), { type: 'A', name: 'a.lab.' })
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
    assert.deepEqual(wrong.filter(parseQuestion), [])
  })

  it('reads an endpoint', () => {
    assert.deepEqual(parseEndpoint('a.lab:443'), { host: 'a.lab', port: 443 })
    assert.deepEqual(parseEndpoint('[::1]:65535'), { host: '::1', port: 65_535 })
    const wrong = [
      'a.lab',
      ':443',
      'a.lab:0',
      'a.lab:65536',
      'a.lab:x',
      '::1:443',
      '[a.lab]:443',
      'https://a.lab:443',
      'a b:1',
    ]
    assert.deepEqual(wrong.filter(parseEndpoint), [])
  })

  it('reads a name in other letters as DNS has it', () => {
    assert.deepEqual(parseEndpoint('Bücher.lab:443'), { host: 'xn--bcher-kva.lab', port: 443 })
    assert.deepEqual(parseQuestion('TXT _dmarc.bücher.lab'), { type: 'TXT', name: '_dmarc.xn--bcher-kva.lab' })
  })

  it('knows an endpoint however it is written', () => {
    const same = [
      ['A.lab:443', 'a.lab.:443', 'a.lab:443'],
      ['bücher.lab:80', 'BÜCHER.lab:80', 'xn--bcher-kva.lab:80'],
      ['[::1]:53', '[0:0::1]:53', '[0:0:0:0:0:0:0:1]:53'],
    ]
    const keys = same.map((written) => [
      ...new Set(written.flatMap((one) => endpointKey(parseEndpoint(one) ?? { host: '', port: 0 }))),
    ])
    assert.deepEqual(keys, [['a.lab:443'], ['xn--bcher-kva.lab:80'], ['[::1]:53']])
  })

  it('knows a host', () => {
    const right = [
      `${'a.'.repeat(126)}b`,
      'a',
      'erp.lab',
      'a_b.lab',
      'bücher.example',
      '192.168.1.202',
      '::1',
      'erp.lab.',
    ]
    assert.deepEqual(right.filter(isHost), right)
    const wrong = [
      '',
      '-f',
      'a b',
      'a/b',
      'a:80',
      'https://a',
      'a@b',
      'a..b',
      '[::1]',
      'a?b',
      'a#b',
      'a%20b',
      `${'a.'.repeat(126)}bc`,
    ]
    assert.deepEqual(wrong.filter(isHost), [])
  })

  it('knows a resolver', () => {
    const right = ['127.0.0.1', '127.0.0.1:5354', '::1', '[::1]:53']
    assert.deepEqual(right.filter(isResolver), right)
    assert.deepEqual(['dns.lab', 'dns.lab:53', '127.0.0.1:0', '1.2.3.4.5', ''].filter(isResolver), [])
  })
})
