import { type Authority, type Claims, type Credentials, daysFrom, selfSigned } from './authority.ts'
import type { FaultName } from './fault.ts'

/** The certificates that a host can show, each made when it is first asked for. */
export class Certificates {
  readonly #made = new Map<string, Credentials>()
  readonly #host: string
  readonly #authority: Authority
  readonly #now: Date

  constructor(host: string, authority: Authority, now: Date) {
    this.#host = host
    this.#authority = authority
    this.#now = now
  }

  /** `fault`: what is wrong with the certificate, if anything. */
  of(fault: FaultName | undefined): Credentials {
    const kind = fault ?? 'good'
    const made = this.#made.get(kind) ?? this.#make(kind)
    this.#made.set(kind, made)
    return made
  }

  #make(kind: string): Credentials {
    // As Let's Encrypt does it: 90 days, of which some are gone.
    const good = this.#claims(-30, 60)
    if (kind === 'certificate-expired') return this.#authority.issue(this.#claims(-95, -5))
    if (kind === 'certificate-expiring') return this.#authority.issue(this.#claims(-80, 10.5))
    if (kind === 'certificate-wrong-name') return this.#authority.issue({ ...good, names: ['traefik.default.example'] })
    return kind === 'certificate-self-signed' ? selfSigned(good) : this.#authority.issue(good)
  }

  /** In days from now. */
  #claims(begins: number, ends: number): Claims {
    return { names: [this.#host], begins: daysFrom(this.#now, begins), ends: daysFrom(this.#now, ends) }
  }
}
