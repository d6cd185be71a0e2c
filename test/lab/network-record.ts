// Loaded before a command (`node --import`): writes down each address that it wants to reach, and lets it reach this
// machine alone. What it asks DNS goes to the server that the test names.
import dgram from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import { isRecord } from '../../src/schema/settings.ts'

const { NETWORK_RECORD: file = '', NETWORK_DNS: server = '' } = process.env
dns.setServers([server])
// Resolvers that are made later read those of the machine.
dns.Resolver.prototype.getServers = () => [server]

/** Whether an address may be reached; it is written down either way. */
function isHere(way: string, host: unknown, port: unknown): boolean {
  const name = String(host ?? 'localhost')
  appendFileSync(file, `${way} ${name}:${port}\n`)
  return /^(?:localhost|127\.[\d.]+|::1)$/.test(name)
}

replace(net.Socket.prototype, 'connect', (socket: net.Socket, args, original) => {
  const first: unknown = Array.isArray(args[0]) ? args[0][0] : args[0]
  const options = isRecord(first) ? first : { port: first, host: args[1] }
  if (options.path !== undefined && options.path !== null) return original()
  if (isHere('tcp', options.host, options.port)) return original()
  return socket.destroy(Object.assign(new Error('Kept on this machine'), { code: 'ENETUNREACH' }))
})

replace(dgram.Socket.prototype, 'connect', (_socket: dgram.Socket, args, original) => {
  if (isHere('udp', args[1], args[0])) return original()
  throw new Error('Kept on this machine')
})

replace(dgram.Socket.prototype, 'send', (_socket: dgram.Socket, args, original) => {
  const [port, host] = args.filter((arg) => typeof arg === 'number' || typeof arg === 'string').slice(-2)
  // Over a connected socket no address stands there.
  if (typeof host !== 'string' || isHere('udp', host, port)) return original()
  throw new Error('Kept on this machine')
})

// Names that are left to the system would be asked of servers that nobody here knows.
replace(dns, 'lookup', (_dns: typeof dns, args, original) => {
  // An address is not looked up, nor is it connected to here.
  if (net.isIP(String(args[0])) > 0 || isHere('lookup', args[0], '')) return original()
  const callback = args.at(-1)
  if (typeof callback === 'function') callback(Object.assign(new Error('Kept on this machine'), { code: 'ENOTFOUND' }))
  return undefined
})

// Those who import these by name see the change too.
syncBuiltinESMExports()

function replace<T extends object>(
  owner: T,
  name: string,
  instead: (self: T, args: unknown[], original: () => unknown) => unknown,
): void {
  const method: unknown = Reflect.get(owner, name)
  if (typeof method !== 'function') throw new Error(`There is no ${name} to replace`)
  Reflect.set(owner, name, function replaced(this: T, ...args: unknown[]) {
    return instead(this, args, () => Reflect.apply(method, this, args))
  })
}
