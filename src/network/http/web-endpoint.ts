/** What to connect to; `host` without brackets. */
export interface WebEndpoint {
  secure: boolean
  host: string
  port: number
}

/** Where the host of an address is asked. */
export function endpointOf(url: URL): WebEndpoint {
  const secure = url.protocol === 'https:'
  return { secure, host: url.hostname.replace(/^\[(.*)\]$|\.$/, '$1'), port: Number(url.port) || (secure ? 443 : 80) }
}
