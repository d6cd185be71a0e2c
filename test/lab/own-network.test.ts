import { describe, expect, test } from 'vitest'
import { tell } from '../checks/probes/asking.ts'
import { serveTcp } from '../network/servers.ts'
import type { Ending } from './client.ts'
import { Silence } from './silence.ts'

/** A port that nobody hears of, as behind a firewall that drops packets, or where the network is gone. */
async function silentPort(t: Ending): Promise<string> {
  const silence = await Silence.start(0)
  t.onTestFinished(() => silence.stop())
  return `127.0.0.1:${silence.port}`
}

const unknown = /^unknown connect \w+\/timeout: The network here fails, canary `127\.0\.0\.1:\d+` does not answer: no /
const down = /^down connect \w+\/timeout: No /

describe('Whoever hears nothing from a port', () => {
  for (const kind of ['http', 'tls', 'tcp']) {
    const probe = (at: string) => `{ ${kind}: "${kind === 'http' ? `http://${at}/` : at}", timeout: 300ms }`

    test(`${kind}: is told that it is down while the canary is well`, async (t) => {
      const { at: canary } = await serveTcp(t, () => {})
      expect(await tell(probe(await silentPort(t)), { environment: { canary } })).toMatch(down)
    })

    test(`${kind}: is told nothing of it where the canary is as silent`, async (t) => {
      const [at, canary] = [await silentPort(t), await silentPort(t)]
      expect(await tell(probe(at), { environment: { canary } })).toMatch(unknown)
    })
  }
})

test('who takes the connection and falls silent is down while the canary is well, and may not be where it is silent too', async (t) => {
  const { at } = await serveTcp(t, () => {})
  const probes = {
    'first-byte http': `{ http: "http://${at}/", timeout: 300ms }`,
    'tls tls': `{ tls: "${at}", timeout: 300ms }`,
  }
  const { at: well } = await serveTcp(t, () => {})
  const silent = await silentPort(t)
  for (const [where, probe] of Object.entries(probes)) {
    expect(await tell(probe, { environment: { canary: well } })).toMatch(new RegExp(`^down ${where}/timeout: No `))
    const told = new RegExp(`^unknown ${where}/timeout: The network here fails, canary \`.*\` does not answer: no `)
    expect(await tell(probe, { environment: { canary: silent } })).toMatch(told)
  }
})
