// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of services.yaml
import { expect, test } from 'vitest'
import { serveDns } from '../../network/dns/dns-server.ts'
import { serveHttp } from '../../network/servers.ts'
import { tell } from './asking.ts'

const secret = 'tenant-48151623'
const env = { TENANT: secret }

test('a secret in the name of a host is in no reason, whatever goes wrong on the way there', async (t) => {
  const { server } = await serveDns(t, { [`${secret}.down.lab`]: '127.0.0.1', [`${secret}.fails.lab`]: 'SERVFAIL' })
  const environment = { resolvers: [server], networks: ['10.0.0.0/8'] }
  for (const host of ['gone.lab', 'fails.lab', 'down.lab']) {
    for (const probe of [
      `http: "http://\${TENANT}.${host}:9/"`,
      `tls: "\${TENANT}.${host}:9"`,
      `tcp: "\${TENANT}.${host}:9"`,
    ]) {
      const told = await tell(`{ ${probe}, timeout: 2s }`, { env, environment })
      expect(told, probe).toMatch(/^(?:down|unknown) dns /)
      expect(told, probe).not.toMatch(/48151623/)
    }
  }
})

test('a secret that a server says back is in no reason of a condition that cannot be judged', async (t) => {
  const { at } = await serveHttp(t, (request, response) => response.end(`${request.headers.key}`))
  for (const condition of [
    'int(body) > 1',
    'json.x == 1',
    'duration(body) > duration(body)',
    'timestamp(body) < timestamp(body)',
  ]) {
    const told = await tell(`{ http: "http://${at}/", headers: { key: "\${TENANT}" }, expect: ["${condition}"] }`, {
      env,
    })
    expect(told, condition).toMatch(/^down conditions http\/expect: Cannot judge/)
    expect(told, condition).not.toMatch(/48151623/)
  }
})
