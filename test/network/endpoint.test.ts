import { describe, expect, it } from 'vitest'
import { endpointKey, isHost, isResolver, parseEndpoint } from '../../src/network/endpoint.ts'

describe('what to connect to', () => {
  it('reads an endpoint', () => {
    expect(parseEndpoint('a.lab:443')).toStrictEqual({ host: 'a.lab', port: 443 })
    expect(parseEndpoint('[::1]:65535')).toStrictEqual({ host: '::1', port: 65_535 })
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
    expect(wrong.filter(parseEndpoint)).toStrictEqual([])
  })

  it('reads a name in other letters as DNS has it', () => {
    expect(parseEndpoint('Bücher.lab:443')).toStrictEqual({ host: 'xn--bcher-kva.lab', port: 443 })
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
    expect(keys).toStrictEqual([['a.lab:443'], ['xn--bcher-kva.lab:80'], ['[::1]:53']])
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
    expect(right.filter(isHost)).toStrictEqual(right)
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
    expect(wrong.filter(isHost)).toStrictEqual([])
  })

  it('knows a resolver', () => {
    const right = ['127.0.0.1', '127.0.0.1:5354', '::1', '[::1]:53']
    expect(right.filter(isResolver)).toStrictEqual(right)
    expect(['dns.lab', 'dns.lab:53', '127.0.0.1:0', '1.2.3.4.5', ''].filter(isResolver)).toStrictEqual([])
  })
})
