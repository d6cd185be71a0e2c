const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:'])

/**
 * The target of a link as it may be published: `http`, `https` and `mailto` addresses and relative ones; undefined for all
 * else. Browsers drop tabs and line breaks anywhere in an address, and control characters and spaces around it: so do we
 * before looking.
 */
export function safeTarget(written: string): string | undefined {
  const address = written.replace(/[\s\p{Cc}\p{Cf}\p{Z}]+/gu, '')
  if (address === '') return undefined
  const scheme = /^([^/?#:]*):/.exec(address)?.[1]
  if (scheme === undefined) return address
  return schemes.has(`${scheme.toLowerCase()}:`) ? address : undefined
}
