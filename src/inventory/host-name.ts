import { asciiHost } from '../network/endpoint.ts'

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
