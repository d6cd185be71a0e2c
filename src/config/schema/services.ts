import { z } from 'zod'
import { validateHost } from '../../schema/network.ts'
import { settings } from '../../schema/settings.ts'
import { id, text } from '../../schema/text.ts'
import { maintenance } from './maintenance.ts'
import { probeSchema } from './probe.ts'
import { thresholds } from './thresholds.ts'

export const serviceKeys = {
  name: text().optional().describe('What readers see; the id when absent'),
  description: text().optional().describe('One sentence about what it is for'),
  hosts: z
    .array(text(validateHost))
    .default([])
    .describe('Hosts that it answers on: names or IP addresses, without a scheme and without a port'),
  retired: z.array(text(validateHost)).default([]).describe('Hosts that must no longer answer'),
  runbook: text()
    .optional()
    .describe(
      'Page where a reader who sees it red should go, relative to this file; may end in `#a-section`. Or an address of the web',
    ),
  owner: text().optional().describe('Who keeps it running'),
  thresholds: thresholds
    .optional()
    .describe('How many answers in a row it takes until a state holds, for all its probes'),
  maintenance: maintenance.optional().describe('Times in which it may be down on purpose'),
  probes: z.record(id, probeSchema).default({}).describe('Ways to probe it, by name; `service.probe` is the full id'),
}

const serviceSchema = settings(serviceKeys).describe('A running thing that the guidebooks describe')

/** `services.yaml`, in any folder of the guidebooks. */
export const servicesSchema = settings({
  services: z.record(id, serviceSchema).default({}).describe('Services by id; an id is unique in the project'),
}).meta({ title: 'services.yaml', description: 'The services of this folder and the folders below it' })

export type ServicesFile = z.infer<typeof servicesSchema>
export type ServiceSettings = ServicesFile['services'][string]
