import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { FaultName } from './fault.ts'
import type { Faults } from './faults.ts'
import { root } from './guidebook-probes.ts'

const texts = z.record(z.string(), z.string())

const ruleFile = z.object({
  spec: z.object({
    groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), labels: texts, annotations: texts })) })),
  }),
})

/** What has to be broken for an alert, and what it says of where. */
interface Cause {
  service: string
  faults: readonly FaultName[]
  labels: Readonly<Record<string, string>>
  value: string
}

/** Of each alert of the guidebooks' rules. None waits until it has lasted: nobody who breaks something wants to. */
const causes: Readonly<Record<string, Cause>> = {
  CrmBackendNotReady: {
    ...{ service: 'crm', faults: ['down', 'silent', 'reset', 'error-500'] },
    ...{ labels: { namespace: 'crm', deployment: 'crm-backend' }, value: '0e+00' },
  },
  CrmDatabaseDoesNotAnswer: {
    ...{ service: 'crm', faults: ['database-down'] },
    ...{ labels: { namespace: 'crm', instance: 'https://crm.example.org/readyz' }, value: '0e+00' },
  },
}

/** What a Prometheus that watches the lab would answer at `/api/v1/alerts`. */
export function alertsOf(faults: Faults): object {
  const alerts = guidebookRules().flatMap(({ alert, labels, annotations }) => {
    const cause = causes[alert]
    const broken = cause && faults.of(cause.service)
    if (!broken || !cause.faults.includes(broken.name)) return []
    const activeAt = faults.begunAt(cause.service)?.toISOString()
    const { value } = cause
    return [{ labels: { alertname: alert, ...labels, ...cause.labels }, annotations, state: 'firing', activeAt, value }]
  })
  return { status: 'success', data: { alerts } }
}

/** The alert rules of the example guidebooks. */
export function guidebookRules() {
  const file = path.join(root, 'guidebooks/crm/manifests/alerts.yaml')
  return ruleFile.parse(parse(readFileSync(file, 'utf8'))).spec.groups.flatMap(({ rules }) => rules)
}
