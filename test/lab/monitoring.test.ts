import { assert, expect, test } from 'vitest'
import { prometheusAlerts } from '../../checks/probes/alerts/told-alert.ts'
import { readDeclaredServices } from '../../src/cli/declared-services.ts'
import { openProject } from '../../src/config/project.ts'
import { labOf } from './client.ts'
import { root } from './guidebook-probes.ts'
import { guidebookRules } from './monitoring.ts'
import { createPage } from './page-server.ts'

test('what is broken fires the alerts of the guidebooks, and each leads to the section that is about it', async (t) => {
  const lab = await labOf(t)
  const app = createPage(lab)
  const firing = async () => {
    const { data } = await (await app.request('http://127.0.0.1:18400/api/v1/alerts')).json()
    return prometheusAlerts(data, 'monitoring') ?? assert.fail('no alerts')
  }
  expect(await firing()).toStrictEqual([])
  const { project } = await openProject({ root })
  const { places } = await readDeclaredServices(project, { signal: AbortSignal.timeout(300_000) })
  const seen: unknown[] = []
  for (const fault of ['down', 'database-down', 'slow'] as const) {
    await lab.break('crm', fault)
    for (const alert of await firing()) seen.push([fault, alert.name, alert.labels.namespace, places?.of(alert)])
  }
  const at = (anchor: string) => ({ address: '/crm/health/', anchor })
  expect(seen).toStrictEqual([
    ['down', 'CrmBackendNotReady', 'crm', at('what-each-answer-means')],
    ['database-down', 'CrmDatabaseDoesNotAnswer', 'crm', at('the-database-does-not-answer')],
  ])
  expect(guidebookRules().map(({ alert }) => alert)).toStrictEqual(['CrmBackendNotReady', 'CrmDatabaseDoesNotAnswer'])
  await lab.mend()
  expect(await firing()).toStrictEqual([])
})
