import { z } from 'zod'
import { maintenance } from './maintenance.ts'
import { probeSchema } from './probe.ts'
import { settings } from './settings.ts'
import { id, text } from './text.ts'
import { thresholds } from './thresholds.ts'
import { validateHost } from './validate.ts'

const serviceSchema = settings({
  name: text().optional().describe('Name that readers see; the id when absent'),
  description: text().optional().describe('One sentence about what it is for'),
  hosts: z.array(text(validateHost)).default([]).describe('Hosts that the service answers on'),
  retired: z.array(text(validateHost)).default([]).describe('Hosts that must no longer answer'),
  runbook: text().optional().describe('Page where a reader who sees it red should go, relative to this file'),
  owner: text().optional().describe('Who keeps it running'),
  thresholds: thresholds.optional(),
  maintenance: maintenance.optional(),
  probes: z.record(id, probeSchema).default({}).describe('Ways to ask it how it is; `service.probe` is the full id'),
}).describe('A running thing that the guidebooks describe')

/** `services.yaml`, in any folder of the guidebooks. */
export const servicesSchema = settings({
  services: z.record(id, serviceSchema).default({}).describe('Services by id; an id is unique in the project'),
}).meta({ title: 'services.yaml', description: 'The services of this folder and the folders below it' })

export type ServicesFile = z.infer<typeof servicesSchema>
export type ServiceSettings = ServicesFile['services'][string]
