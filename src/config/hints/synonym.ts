/** What other monitors and other words call a key of ours; several where it depends on the map. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  address: ['http', 'hosts'],
  assertions: ['expect'],
  ca: ['certificateAuthority'],
  checks: ['probes'],
  conditions: ['expect'],
  days: ['every'],
  domains: ['hosts'],
  duration: ['for'],
  end: ['until'],
  endpoints: ['probes'],
  failures: ['down'],
  frequency: ['every'],
  interval: ['every'],
  label: ['name'],
  method: ['http'],
  monitors: ['probes'],
  nameservers: ['resolvers'],
  period: ['every'],
  playbook: ['runbook'],
  start: ['from'],
  status: ['expect'],
  successes: ['up'],
  title: ['name'],
  tz: ['timezone'],
  uri: ['http'],
  url: ['http'],
  vars: ['variables'],
}

/** The key that is known here for what was written, when it has another name elsewhere. */
export function synonymOf(written: string, known: readonly string[]): string | undefined {
  const meant = Object.hasOwn(synonyms, written) ? (synonyms[written] ?? []) : []
  return meant.find((key) => known.includes(key))
}
