import { describeFault, type Fault, type FaultName, type Layer, makeFault } from './fault.ts'
import { type Service, services } from './world.ts'

/** Which service has which fault now: one at most. */
export class Faults {
  readonly #broken = new Map<string, Fault>()
  readonly #begun = new Map<string, Date>()

  /** Throws when there is no such service, or it cannot have that fault. */
  break(id: string, name: FaultName, measures: Partial<Omit<Fault, 'name'>> = {}): void {
    const service = serviceOf(id)
    if (!service.faults.includes(name)) throw new Error(`The service ${id} cannot have the fault ${name}`)
    this.#broken.set(id, makeFault(name, measures))
    this.#begun.set(id, new Date())
  }

  /** Mends one service, or all; returns those that had a fault. */
  mend(id?: string): Service[] {
    return (id === undefined ? services : [serviceOf(id)]).filter((service) => this.#broken.delete(service.id))
  }

  of(id: string): Fault | undefined {
    return this.#broken.get(id)
  }

  /** When the fault that a service has began. */
  begunAt(id: string): Date | undefined {
    return this.#broken.has(id) ? this.#begun.get(id) : undefined
  }

  /** The fault of a host, when it is one of these layers. */
  ofHost(host: string, ...layers: Layer[]): Fault | undefined {
    const id = services.find((service) => service.host === host && service.path === undefined)?.id
    const fault = id === undefined ? undefined : this.of(id)
    return fault && layers.includes(describeFault(fault.name).layer) ? fault : undefined
  }

  /** The fault of the service that is at an address, when it is one of what it answers. */
  ofAddress(host: string, path: string): Fault | undefined {
    const here = services.filter((service) => service.host === host)
    const inside = here.find((service) => service.path !== undefined && path.startsWith(service.path))
    const fault = this.of((inside ?? here.find((service) => service.path === undefined))?.id ?? '')
    return fault && ['http', 'system'].includes(describeFault(fault.name).layer) ? fault : undefined
  }

  /** Whether a retired name exists again. */
  isBack(name: string): boolean {
    return services.some(({ id, retired }) => retired === name && this.of(id)?.name === 'name-returned')
  }
}

export function serviceOf(id: string): Service {
  const service = services.find((one) => one.id === id)
  if (!service) throw new Error(`There is no service ${id} in the lab`)
  return service
}
