import { Authority } from './authority.ts'
import { Certificates } from './certificates.ts'
import { Door } from './door.ts'
import type { Fault, FaultName } from './fault.ts'
import { Faults, serviceOf } from './faults.ts'
import { NameServer } from './name-server.ts'
import { labKey } from './systems/dolibarr.ts'
import { hosts, type Service } from './world.ts'
import { homeOf } from './zone.ts'

export interface LabOptions {
  /** The first digits of all its ports: 184 takes 18401 and those that follow, and 18453 for DNS. Any free ports when absent. */
  block?: number
  now?: Date
  /** From 0 to 1; decides what gets lost. */
  random?: () => number
}

/** What stands in `waymark.yaml` to ask the lab in place of the hosts that the guidebooks name. */
export interface LabEnvironment {
  variables: Record<string, string>
  resolvers: string[]
  networks: string[]
  canary: string
  connect: Record<string, string>
}

/** A small world on loopback that plays the systems of the guidebooks. */
export interface Lab {
  environment: LabEnvironment
  /** The certificate of who signs its certificates, as PEM. */
  authority: string
  faults: Faults
  /** Everything that it was asked: `A erp.example.org udp`, `GET https://erp.example.org/healthz`. The last 10,000. */
  asked: string[]
  /** Breaks a service; resolves when the fault is there. Throws when it cannot have that fault. */
  break(service: string, fault: FaultName, measures?: Partial<Omit<Fault, 'name'>>): Promise<void>
  /** Mends one service, or all. */
  mend(service?: string): Promise<void>
  /** Resolves when nothing of it is left. */
  stop(): Promise<void>
}

const mostAsked = 10_000

export async function startLab({ block, now = new Date(), random = Math.random }: LabOptions = {}): Promise<Lab> {
  const authority = new Authority('Authority of the Waymark lab', now)
  const faults = new Faults()
  const asked: string[] = []
  const note = (line: string) => {
    if (asked.push(line) > mostAsked) asked.shift()
  }
  const started: (Door | NameServer)[] = []
  const stop = async () => {
    await Promise.all(started.map((one) => one.stop()))
  }
  try {
    const names = await NameServer.start(portIn(block, nameServerPort), { faults, onQuestion: note, random })
    started.push(names)
    const doors = new Map<string, Door>()
    for (const [index, host] of hosts.entries()) {
      const certificates = new Certificates(host.name, authority, now)
      const door = await Door.start(portIn(block, index + 1), { host, certificates, faults, onRequest: note, random })
      started.push(door)
      doors.set(host.name, door)
    }
    const change = async ({ host }: Service) => host === undefined || doors.get(host)?.change()
    return {
      environment: environmentOf(names, doors),
      authority: authority.cert,
      faults,
      asked,
      stop,
      break: async (service, fault, measures) => {
        faults.break(service, fault, measures)
        await change(serviceOf(service))
      },
      mend: async (service) => {
        await Promise.all(faults.mend(service).map(change))
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

const nameServerPort = 53

function portIn(block: number | undefined, last: number): number {
  return block === undefined ? 0 : block * 100 + last
}

/** HTTP and HTTPS of every host lead to its door. */
function environmentOf(names: NameServer, doors: ReadonlyMap<string, Door>): LabEnvironment {
  const connect = [...doors].flatMap(([host, { port }]) =>
    [80, 443].map((written) => [`${host}:${written}`, `${homeOf(host)}:${port}`]),
  )
  return {
    variables: {
      // Those of the process could name other hosts.
      CRM_HOST: 'crm.example.org',
      DOLIBARR_API_KEY: labKey,
      ERP_HOST: 'erp.arcodange.lab',
      ERP_SANDBOX_HOST: 'erp-sandbox.arcodange.lab',
    },
    resolvers: [`127.0.0.1:${names.port}`],
    networks: ['127.0.0.0/8'],
    canary: 'canary.example:443',
    connect: Object.fromEntries(connect),
  }
}
