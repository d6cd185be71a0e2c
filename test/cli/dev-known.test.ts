import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { assert, expect, test } from 'vitest'
import { statusSettings } from '../../src/config/schema/status-settings.ts'
import { readServicesFrom } from '../../src/config/services.ts'
import { markCache } from '../../src/files/cache-folder.ts'
import { historyPath, readLastVerdicts } from '../../src/status/history/history-file.ts'
import { SqliteStore } from '../../src/status/history/sqlite-store.ts'
import { startLive } from '../../src/status/live/live.ts'
import { builtFolder } from '../status/built-folder.ts'
import { start } from './command-line.ts'

const services = 'services: { till: { probes: { healthz: { tcp: "127.0.0.1:9", every: 1h } } } }\n'

/** Leaves a history in which the probe was up a moment ago. */
async function leaveHistory(file: string): Promise<void> {
  await markCache(dirname(file))
  const settings = statusSettings.parse({})
  const live = await startLive({
    services: readServicesFrom([{ file: 'guidebooks/services.yaml', bytes: Buffer.from(services) }]).services,
    settings,
    environment: null,
    store: SqliteStore.open({ file, environment: null, retention: settings.retention }),
    measure: async () => ({
      state: 'up',
      checkedAt: new Date().toISOString(),
      ...{ durationMs: 1, phases: {}, conditions: [], facts: {} },
    }),
    log: () => {},
  })
  for (let attempt = 0; attempt < 2400 && !(await readLastVerdicts(file))?.probes.length; attempt++)
    await setTimeout(100)
  await live.stop()
}

test('the pages of dev begin with what was known last, as a build does', async (t) => {
  const root = await builtFolder(t, {
    'guidebooks/README.md': '# Home\n\n[The till](status:till)\n',
    'guidebooks/services.yaml': services,
  })
  await leaveHistory(historyPath(join(root, '.waymark'), null))
  const child = start(['dev', '--root', root, '--port', '0'])
  t.onTestFinished(async () => {
    await child.kill('SIGKILL')
  })
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  const site = /at (http:\S+)\n/.exec(String(line))?.[1] ?? assert.fail(`No address in: ${line}`)
  const text = await (await fetch(site)).text()
  expect(text).toMatch(
    /data-of="till" data-state="up">The till <span[^>]*><span[^>]*>up<\/span> <time [^>]+>as of \d{4}-/,
  )
  child.kill('SIGINT')
  await once(child, 'close')
})
