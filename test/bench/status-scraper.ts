// Asks an exporter for probes as Prometheus does: `node status-scraper.ts EXPORTER TARGET PROBES SECONDS`. Each probe
// has a moment of its own within the interval, connections are kept, answers are wanted packed. Ends when one fails.
import { createHash } from 'node:crypto'
import { Agent, get, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { addressesOf } from './status-load.ts'

const [exporter = '', target = '', probes = '', seconds = ''] = process.argv.slice(2)
const everyMs = 1000 * Number(seconds)
const agent = new Agent({ keepAlive: true })

/** What Prometheus 2.42 of the same Debian sends. Source: its scrape/scrape.go. */
const headers = {
  'User-Agent': 'Prometheus/2.42.0',
  Accept:
    'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
  'Accept-Encoding': 'gzip',
  'X-Prometheus-Scrape-Timeout-Seconds': '10',
}

function scrape(address: string): void {
  const url = `${exporter}/probe?module=ok&target=${encodeURIComponent(address)}`
  get(url, { agent, headers }, (response) => void expectSuccess(address, response)).on('error', fail)
}

async function expectSuccess(address: string, response: IncomingMessage): Promise<void> {
  try {
    const body = await buffer(response)
    const text = (response.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString()
    if (!/^probe_success 1$/m.test(text)) fail(new Error(`${address} was not found well: ${text}`))
  } catch (error) {
    fail(error)
  }
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

/** Where in the interval an address is asked: from 0 to 1. */
function fractionOf(address: string): number {
  return createHash('sha256').update(address).digest().readUIntBE(0, 6) / 2 ** 48
}

const begin = performance.now()
for (const address of addressesOf({ probes: Number(probes) }, target)) {
  let due = begin + fractionOf(new URL(address).pathname) * everyMs
  const turn = () => {
    scrape(address)
    due += everyMs
    setTimeout(turn, Math.max(0, due - performance.now()))
  }
  setTimeout(turn, Math.max(0, due - performance.now()))
}
