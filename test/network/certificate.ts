import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'

/** Certificates that an authority of these tests alone has signed, but for `self-signed`; their key is in the fixtures. */
export type CertificateName = 'valid' | 'expired' | 'wrong-name' | 'self-signed'

/** When `valid` ends. */
export const validEnds = Date.UTC(2119, 11, 31)

export const authority = createSecureContext({ ca: pem('authority') })

export function credentialsOf(name: CertificateName): { key: string; cert: string } {
  return { key: pem('test-only-key'), cert: pem(name) }
}

function pem(name: string): string {
  return readFileSync(new URL(`fixtures/${name}.pem`, import.meta.url), 'utf8')
}
