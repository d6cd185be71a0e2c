import { describe, expect, test } from 'vitest'
import { project } from './checked-project.ts'
import { run } from './command-line.ts'

const root = () =>
  project({
    'guidebooks/README.md': '# Shop\n\nOpen https://shop.acme.dev/ and look.\n',
    'guidebooks/services.yaml': 'services:\n  shop:\n    hosts: [shop.acme.dev]\n',
    Caddyfile: 'shop.acme.dev {\n  reverse_proxy storefront:80\n}\n',
    'compose.yaml': 'services:\n  storefront:\n    image: acme/shop:1.2\n',
    '.env': 'PASSWORD=sesame\n',
  })

describe('waymark inventory', () => {
  test('prints what runs, with its places', async () => {
    const { code, stdout } = await run(['inventory', '--root', root()])
    expect([code, stdout]).toStrictEqual([
      0,
      'HOSTS\nshop.acme.dev  route: storefront  Caddyfile:1\n\nRESOURCES\ncompose service/storefront    compose.yaml:2\n\nIMAGES\nacme/shop:1.2  storefront  compose.yaml:3\n\n3 declarations of 3 files of configuration\n',
    ])
  })

  test('answers who serves a host, and who documents it', async () => {
    const { code, stdout } = await run(['inventory', 'https://Shop.acme.dev/x', '--root', root()])
    expect([code, stdout]).toStrictEqual([
      0,
      'shop.acme.dev is served by\n  route: storefront  Caddyfile:1\nservice\n  shop  guidebooks/services.yaml:2\ndocumented by\n  guidebooks/README.md:3\n',
    ])
  })

  test('tells programs the same', async () => {
    const { stdout } = await run(['inventory', 'shop.acme.dev', '--root', root(), '--format', 'json'])
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ version: 1, host: 'shop.acme.dev', documentedBy: [{ file: 'guidebooks/README.md', line: 3 }] },
      servedBy: [{ kind: 'host', role: 'route', names: ['storefront'], file: 'Caddyfile', line: 1, reader: 'caddy' }],
    })
  })

  test('says of a host that nobody knows that it is so', async () => {
    const unknown = await run(['inventory', 'wiki.acme.dev', '--root', root()])
    expect([unknown.code, unknown.stdout]).toStrictEqual([
      1,
      'wiki.acme.dev is served by\n  nobody\ndocumented by\n  nobody\n',
    ])
    const none = await run(['inventory', 'a b', '--root', root()])
    expect([none.code, none.stderr]).toStrictEqual([2, expect.stringMatching(/Unexpected host `a b`, expected a name/)])
  })
})
