import type { WaymarkConfig } from '../../src/config/schema/waymark.ts'
import type { Service } from '../../src/config/services.ts'
import { quote } from '../../src/text/quote.ts'
import { suggestion } from '../../src/text/suggestion.ts'
import type { RawFinding } from '../check.ts'
import type { ServiceRule } from './rule.ts'

/** Such a probe has nobody to ask. */
export const unknownSource = {
  code: 'services/unknown-source',
  severity: 'error',
  summary: 'A probe of a Prometheus that is not declared',
  why: `
A \`promql\` probe is asked of a Prometheus that [\`sources\`](../configure.md#sources) of \`waymark.yaml\` declares, and there is none of that name; or the probe names none, and there is not exactly one to mean. Such a probe would stay \`unknown\`. Mend the name, or declare the source.
`,
  wrong: {
    'guidebooks/services.yaml':
      'services:\n  shop:\n    probes:\n      orders: { promql: "sum(orders_open)", source: metrisc }\n',
  },
  right: {
    'guidebooks/services.yaml':
      'services:\n  shop:\n    probes:\n      orders: { promql: "sum(orders_open)", source: metrics }\n',
  },
  beside: {
    'guidebooks/README.md': '# Shop\n',
    'waymark.yaml': 'sources:\n  metrics:\n    prometheus: https://prometheus.example.org\n',
  },
  check: ({ services, project }) => services.flatMap((service) => unknownSources(service, project.config)),
} as const satisfies ServiceRule

function unknownSources({ file, probes }: Service, { sources }: Pick<WaymarkConfig, 'sources'>): RawFinding[] {
  const known = Object.keys(sources).filter((name) => sources[name]?.prometheus !== undefined)
  return probes.flatMap((probe) => {
    if (probe.kind !== 'promql') return []
    const { source: name } = probe
    if (name === undefined ? known.length === 1 : known.includes(name)) return []
    const at = { code: unknownSource.code, file, ...probe.locate([name === undefined ? 'promql' : 'source']) }
    const declare = 'Declare it under `sources` of `waymark.yaml`: `prometheus: https://prometheus.example.org`'
    if (name !== undefined) {
      const isOther = Object.hasOwn(sources, name)
      const message = `Unexpected source ${quote(name)} of \`${probe.id}\`, expected ${isOther ? 'one that is a Prometheus' : 'one of `sources` in `waymark.yaml`'}`
      return [{ ...at, message, hint: suggestion(name, known) ?? declare }]
    }
    const message = `Unexpected probe \`${probe.id}\` without a \`source\`, expected one: \`sources\` has ${known.length === 0 ? 'no Prometheus' : `${known.length} of them`}`
    return [{ ...at, message, hint: known.length === 0 ? declare : `Write \`source: ${known[0]}\`` }]
  })
}
