/** Probes that are asked at an even pace. */
export interface Load {
  probes: number
  everySeconds: number
  /** How long it is watched, after the warm-up. */
  seconds: number
}

const probesInService = 10
const servicesInFile = 100

/**
 * Seconds until each probe is asked at its own times: first within an interval, then once more up to one and a half
 * later; and until whatever starts has started.
 */
export function warmUpOf({ everySeconds }: Load): number {
  return 2.5 * everySeconds + 3
}

/** What the probes ask for. */
export function addressesOf({ probes }: Pick<Load, 'probes'>, origin: string): string[] {
  return Array.from({ length: probes }, (_, index) => {
    const [service, probe] = [Math.floor(index / probesInService), index % probesInService]
    return `${origin}/services/${service}/probes/${probe}`
  })
}

/** The texts of `services.yaml` files. */
export function filesOf(load: Load, origin: string): string[] {
  const addresses = addressesOf(load, origin)
  const services = Array.from({ length: load.probes / probesInService }, (_, service) => {
    const own = addresses.slice(service * probesInService, (service + 1) * probesInService).map((url, probe) => {
      const expect = `["status == 200", "json.status == 'ok'"]`
      return `      p${probe}: { http: "GET ${url}", expect: ${expect}, every: ${load.everySeconds}s, timeout: 5s }\n`
    })
    return `  s${service}:\n    probes:\n${own.join('')}`
  })
  return Array.from({ length: Math.ceil(services.length / servicesInFile) }, (_, file) => {
    return `services:\n${services.slice(file * servicesInFile, (file + 1) * servicesInFile).join('')}`
  })
}
