import { servicesSchema } from '../../src/config/schema/services.ts'
import { waymarkSchema } from '../../src/config/schema/waymark.ts'
import { readYaml } from '../../src/config/yaml-file.ts'
import type { Finding } from '../../src/finding/finding.ts'

export const readWaymark = (text: string) =>
  readYaml(text, 'waymark.yaml', { schema: waymarkSchema, check: 'structure' })

export const readServicesText = (text: string) =>
  readYaml(text, 'services.yaml', { schema: servicesSchema, check: 'services' })

/** A finding as `line:column code message`. */
export const row = ({ line, column, code, message }: Finding) => `${line}:${column} ${code} ${message}`

/** A `services.yaml` with one probe, written on one line. */
export const probeText = (probe: string) => `services:\n  erp:\n    probes:\n      ping: ${probe}\n`
