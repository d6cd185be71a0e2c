import { isIPv4 } from 'node:net'
import type { Place } from '../finding/finding.ts'
import { addressKind } from '../network/address-range.ts'
import { asciiHost } from '../network/endpoint.ts'
import type { ReadEntry } from './entry.ts'
import type { FormerName } from './reader.ts'

/** A name of at least two labels, perhaps with `*` as the first, with `${NAME}` in place of any of them. */
const pattern =
  /^(?:\*\.)?(?:(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?|\$\{[A-Za-z_]\w*\})\.)+(?:[a-z](?:[a-z0-9-]{0,61}[a-z0-9])|\$\{[A-Za-z_]\w*\})$/i

/** A host as it is compared: in lower case, in ASCII, without the dot at its end; `undefined` for what is no name of one. */
export function hostName(written: string): string | undefined {
  if (written.length > 300) return undefined
  const plain = written.trim().replace(/\.$/, '')
  const name = /^[\x20-\x7e]*$/.test(plain) ? plain : asciiHost(plain)
  if (!pattern.test(name) && !isVariable(name)) return undefined
  // Variables are told by their case.
  return name.replace(/\$\{\w+\}|[^$]+/g, (part) => (part.startsWith('${') ? part : part.toLowerCase()))
}

/** Whether all of a host is one variable: without its value it could be any. */
export function isVariable(host: string): boolean {
  return /^\$\{\w+\}$/.test(host)
}

/** Whether a host has a part that no file of the repository gives a value to. */
export function isOpenHost(host: string): boolean {
  return host.includes('${')
}

/** An IPv4 address that a machine may have, as it is compared; `undefined` for all else, loopback and examples too. */
export function hostAddress(written: string): string | undefined {
  const plain = written.trim()
  if (!isIPv4(plain)) return undefined
  return /^(?:private|public)$/.test(addressKind(plain)) ? plain : undefined
}

/** The entry of an address, with the names of what has it; nothing of a text that is none. */
export function addressEntry(written: string, names: readonly string[], place: Place): ReadEntry[] {
  const host = hostAddress(written)
  return host === undefined ? [] : [{ kind: 'host', host, role: 'address', names: [...names], ...place }]
}

/** The address that a line declared which is gone. */
export function formerAddress(written: string | undefined, owner?: string): FormerName[] {
  const name = written === undefined ? undefined : hostAddress(written)
  return name === undefined ? [] : [{ kind: 'host', name, ...(owner !== undefined && { owner }) }]
}
