import { z } from 'zod'
import { validateHost } from '../../schema/network.ts'
import { settings } from '../../schema/settings.ts'
import { id, text } from '../../schema/text.ts'
import { maintenance } from './maintenance.ts'
import { probeSchema } from './probe.ts'
import { thresholds } from './thresholds.ts'

const serviceSchema = settings({
  name: text().optional().describe('Name that readers see; the id when absent'),
  description: text().optional().describe('One sentence about what it is for'),
  hosts: z.array(text(validateHost)).default([]).describe('Hosts that the service answers on'),
  retired: z.array(text(validateHost)).default([]).describe('Hosts that must no longer answer'),
  runbook: text().optional().describe('Page where a reader who sees it red should go, relative to this file'),
  owner: text().optional().describe('Who keeps it running'),
  thresholds: thresholds.optional(),
  maintenance: maintenance.optional(),
  probes: z.record(id, probeSchema).default({}).describe('Ways to probe it; `service.probe` is the full id'),
}).describe('A running thing that the guidebooks describe')

/** `services.yaml`, in any folder of the guidebooks. */
export const servicesSchema = settings({
  services: z.record(id, serviceSchema).default({}).describe('Services by id; an id is unique in the project'),
}).meta({ title: 'services.yaml', description: 'The services of this folder and the folders below it' })

export type ServicesFile = z.infer<typeof servicesSchema>
export type ServiceSettings = ServicesFile['services'][string]
