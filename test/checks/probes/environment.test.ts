// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of services.yaml
import { describe, expect, test } from 'vitest'
import { factsIn } from '../../../checks/probes/conditions/facts.ts'
import { environmentNameOf } from '../../../checks/probes/environment/environment-name.ts'
import { waymarkSchema } from '../../../src/config/schema/waymark.ts'
import { Failure } from '../../../src/finding/failure.ts'
import { readPage } from '../../../src/guidebook/page.ts'
import { endpointKey, parseEndpoint } from '../../../src/network/endpoint.ts'
import { closedPort, serveTcp } from '../../network/servers.ts'
import { environmentWith, tell } from './asking.ts'

describe('The environment that is asked', () => {
  const cases: [config: object, asked: string | undefined, name: string | undefined][] = [
    [{}, undefined, undefined],
    [{ environments: { sandbox: {} } }, undefined, undefined],
    [{ environments: { sandbox: {}, production: {} } }, undefined, 'production'],
    [{ environments: { sandbox: {}, production: {} }, environment: 'sandbox' }, undefined, 'sandbox'],
    [{ environments: { sandbox: {}, production: {} }, environment: 'sandbox' }, 'production', 'production'],
  ]
  for (const [config, asked, name] of cases) {
    test(`${JSON.stringify(config)}, asked for ${asked}: ${name}`, () =>
      expect(environmentNameOf(waymarkSchema.parse(config), asked)).toBe(name))
  }

  test('has to be there', () => {
    const config = waymarkSchema.parse({ environments: { sandbox: {}, lab: {} } })
    expect(() => environmentNameOf(config, 'sanbox')).toThrow(
      expect.toSatisfy(
        (error) =>
          error instanceof Failure &&
          error.message === 'Unexpected environment `sanbox`, expected `sandbox` or `lab`' &&
          error.hint === 'Did you mean `sandbox`?',
      ),
    )
  })
})

describe('An environment', () => {
  test('knows endpoints however they are written', async () => {
    const { connect } = await environmentWith({
      environment: { connect: { 'Bücher.lab:443': '127.0.0.1:1', '[::0:1]:80': 'b.lab:2' } },
    })
    const way = (target: string) => connect.get(endpointKey(parseEndpoint(target) ?? { host: '', port: 0 }))
    expect([way('bücher.lab.:443'), way('[::1]:80'), way('a.lab:1')]).toStrictEqual([
      '127.0.0.1:1',
      'b.lab:2',
      undefined,
    ])
  })

  test('may hold variables in all that it says', async () => {
    const environment = {
      variables: { PORT: '53' },
      resolvers: ['127.0.0.1:${PORT}'],
      connect: { 'a.lab:443': '127.0.0.1:${WEB:-8443}' },
      networks: ['${NET}'],
      canary: '${CANARY:-canary.lab}',
    }
    const { dns, connect, networks } = await environmentWith({ environment, env: { NET: '127.0.0.0/8', PORT: '1' } })
    expect(dns.servers).toStrictEqual(['127.0.0.1:53'])
    expect([...connect]).toStrictEqual([['a.lab:443', '127.0.0.1:8443']])
    expect(networks?.map(({ address }) => address)).toStrictEqual(['127.0.0.0'])
  })

  test('shows the name of a variable whose value stands in no file, and no path of the machine', async (t) => {
    const { at } = await serveTcp(t, () => {})
    const silent = { resolvers: [`127.0.0.1:${await closedPort()}`] }
    const env = { SECRET: 'secret.lab', NET: '10.0.0.0/8', CA: 'secret.pem' }
    const cases: [probe: string, environment: Record<string, unknown>, told: RegExp][] = [
      [
        '{ tcp: "a.lab:1", timeout: 200ms }',
        { ...silent, canary: '${SECRET}' },
        /canary `\$\{SECRET\}` does not answer/,
      ],
      [`{ tcp: "${at}" }`, { networks: ['${NET}'] }, /outside of \$\{NET\}$/],
      [`{ tls: "${at}" }`, { certificateAuthority: '${CA}' }, /authority `\$\{CA\}` cannot be read/],
    ]
    for (const [probe, environment, told] of cases) expect(await tell(probe, { environment, env })).toMatch(told)
  })

  test('says so where one of them has no value, or gives nothing that can be used', async () => {
    await expect(environmentWith({ environment: { resolvers: ['${DNS}'] } })).rejects.toThrow(
      /^Unexpected environment `test` without a value for `DNS`/,
    )
    await expect(environmentWith({ environment: { resolvers: ['${DNS}'] }, env: { DNS: 'dns.lab' } })).rejects.toThrow(
      /^Unexpected `\$\{DNS\}` in an environment, expected the IP address of a DNS server/,
    )
    await expect(
      environmentWith({ environment: { connect: { 'a.lab:1': '${TO}' } }, env: { TO: 'b' } }),
    ).rejects.toThrow(/expected `host:port`/)
    await expect(
      environmentWith({ environment: { networks: ['${NET}'] }, env: { NET: '10.0.0.0/99' } }),
    ).rejects.toThrow(/expected a range of IP addresses/)
  })

  test('finds programs in absolute folders of PATH alone', async () => {
    const { program } = await environmentWith({ env: { PATH: ':.:relative:/bin:/usr/bin' } })
    expect((await program('sh')) ?? '').toMatch(/^\/(usr\/)?bin\/sh$/)
    expect(await program('no-such-program')).toBe(undefined)
  })
})

describe('Facts that pages show', () => {
  test('are read by the id of their probe, each once', () => {
    const page = readPage(
      'page.md',
      Buffer.from(
        "[22](status:erp.ping#json.version) [22](status:erp.ping#json.version) [b](status:erp.ping#headers%5B'a'%5D) [c](status:erp)\n\n[ref]\n\n[ref]: status:odoo.x#status\n",
      ),
    )
    expect([...factsIn([page])]).toStrictEqual([
      ['erp.ping', ['json.version', "headers['a']"]],
      ['odoo.x', ['status']],
    ])
  })
})
