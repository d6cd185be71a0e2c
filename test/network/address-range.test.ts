import fc from 'fast-check'
import { assert, describe, expect, test } from 'vitest'
import { type AddressKind, addressKind, isInRange, parseRange } from '../../src/network/address-range.ts'
import { AllowList, isAllowEntry } from '../../src/network/allow-list.ts'

describe('What an address is for', () => {
  const cases: Record<AddressKind, string> = {
    public:
      '1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255 172.15.255.255 172.32.0.0 192.167.255.255 223.255.255.255 2606:4700::1 2a00:1450::1 64:ff9b::808:808 2002:808:808::1 ::ffff:8.8.8.8',
    loopback:
      '127.0.0.1 127.255.255.254 ::1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::127.0.0.1 64:ff9b::127.0.0.1 2002:7f00:1:: ::ffff:0:127.0.0.1',
    private:
      '10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.202 100.64.0.1 fd12::1 fc00::1 fec0::1 ::ffff:10.0.0.1 64:ff9b::a00:1 2002:a00:1::1 64:ff9b:1::1',
    'link-local': '169.254.0.1 fe80::1 fe80::1%eth0 febf::1 ::ffff:169.254.1.1 64:ff9b:1:ffff::a9fe:101',
    metadata:
      '169.254.169.254 fd00:ec2::254 fd20:ce::254 100.100.100.200 168.63.129.16 ::ffff:169.254.169.254 64:ff9b::a9fe:a9fe 2002:a9fe:a9fe:: fd00:ec2::23 64:ff9b:1::a9fe:a9fe 64:ff9b:1:a9fe:a9:fe00:: 64:ff9b:1:a9:fe:a9fe:: 64:ff9b:1:0:a9:fea9:fe00:0',
    multicast: '224.0.0.1 239.255.255.255 ff02::1',
    unspecified: '0.0.0.0 0.1.2.3 :: ::ffff:0.0.0.0',
    documentation: '192.0.2.1 198.51.100.7 203.0.113.9 2001:db8::1 3fff::1',
    reserved: '192.0.0.1 192.88.99.1 198.18.0.1 240.0.0.1 255.255.255.255 2001::1 4000::1 100::1 nonsense 1.2.3 [::1]',
  }
  for (const [kind, addresses] of Object.entries(cases)) {
    for (const address of addresses.split(' '))
      test(`${address} is ${kind}`, () => expect(addressKind(address)).toBe(kind))
  }

  test('an IPv4 address is what it is inside of each form of IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const kind = addressKind(address)
        const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
        const hex = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
        const forms = [`::ffff:${address}`, `::ffff:${hex}`, `64:ff9b::${address}`, `2002:${hex}::`, `::ffff:0:${hex}`]
        for (const form of forms) expect(addressKind(form), form).toBe(kind)
      }),
    )
  })

  test('however an IPv6 address is written, it is the same', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        expect(addressKind(address)).toBe(addressKind(new URL(`http://[${address}]`).hostname.slice(1, -1)))
      }),
    )
  })

  test('any text has a kind', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof addressKind(text) === 'string'))
  })
})

describe('Ranges', () => {
  test('an address is in the range of its first bits', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), fc.ipV4(), (base, bits, address) => {
        const range = parseRange(`${base}/${bits}`)
        assert.ok(range)
        const number = (text: string) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
        const head = (text: string) => Math.floor(number(text) / 2 ** (32 - bits))
        expect(isInRange(range, address)).toBe(head(base) === head(address))
      }),
    )
  })

  for (const text of ['10.0.0.0/33', '10.0.0/8', 'fd00::/129', '/8', '', '10.0.0.0/', '10.0.0.0/8/8', 'wiki.lan']) {
    test(`\`${text}\` is none`, () => expect(parseRange(text)).toBe(undefined))
  }
})

describe('What may be asked', () => {
  const cases: [string[], string, string, boolean][] = [
    [[], 'a.lab', '1.1.1.1', true],
    [[], 'a.lab', '10.0.0.1', false],
    [[], '127.0.0.1', '127.0.0.1', false],
    [['a.lab'], 'a.lab', '10.0.0.1', true],
    [['A.lab.'], 'a.lab', '127.0.0.1', true],
    [['a.lab'], 'b.lab', '10.0.0.1', false],
    [['10.0.0.0/8'], 'b.lab', '10.0.0.1', true],
    [['10.0.0.0/8'], 'b.lab', '::ffff:10.0.0.1', true],
    [['10.0.0.0/8'], 'b.lab', '192.168.0.1', false],
    [['10.0.0.7'], 'b.lab', '10.0.0.7', true],
    [['[fd00::7]'], 'b.lab', 'fd00::7', true],
    [['a.lab'], 'a.lab', '169.254.169.254', false],
    [['a.lab'], 'a.lab', 'fe80::1', false],
    [['0.0.0.0/0', '::/0'], 'a.lab', '169.254.169.254', false],
    [['fc00::/7', '100.64.0.0/10'], 'a.lab', 'fd00:ec2::254', false],
    [['fc00::/7', '100.64.0.0/10'], 'a.lab', '100.100.100.200', false],
    [['169.254.169.254'], 'a.lab', '169.254.169.254', true],
    [['169.254.0.0/16'], 'a.lab', '169.254.1.1', true],
    [['nonsense/8', ''], 'a.lab', '10.0.0.1', false],
  ]
  for (const [entries, host, address, expected] of cases) {
    const title = `${host} at ${address}, allowing ${entries.join(', ') || 'nothing'}: ${expected ? 'yes' : 'no'}`
    test(title, () => expect(new AllowList(entries).permits(host, address)).toBe(expected))
  }

  const names: [string[], string, boolean][] = [
    [[], 'docs.example.org', false],
    [[], 'www.example.com', false],
    [[], 'notexample.com', true],
    [[], 'host.test', false],
    [[], 'printer.local', false],
    [[], 'localhost', false],
    [[], 'erp.internal', false],
    [[], 'erp.lab', true],
    [['10.0.0.0/8'], 'erp.internal', true],
    [['10.0.0.0/8'], 'docs.example.org', false],
    [['docs.example.org'], 'Docs.Example.org', true],
  ]
  for (const [entries, name, expected] of names) {
    test(`${name}, allowing ${entries.join(', ') || 'nothing'}: ${expected ? 'looked up' : 'not looked up'}`, () =>
      expect(new AllowList(entries).permitsName(name)).toBe(expected))
  }

  const entries: [string, boolean][] = [
    ['wiki.lan', true],
    ['wiki', true],
    ['10.0.0.0/8', true],
    ['10.0.0.1', true],
    ['fd00::/8', true],
    ['[fd00::1]', true],
    ['10.0.0.0/40', false],
    ['10.0.0', false],
    ['https://wiki.lan', false],
    ['wiki.lan:80', false],
    ['*', false],
    ['wiki lan', false],
  ]
  for (const [entry, expected] of entries) {
    test(`\`${entry}\` is ${expected ? 'an' : 'no'} entry`, () => expect(isAllowEntry(entry)).toBe(expected))
  }
})
