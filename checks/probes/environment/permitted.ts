import { type AddressRange, isInRange, kindOf } from '../../../src/network/address-range.ts'

/** Metadata of clouds and neighbours on the link: never asked, whatever a file says. */
export function isNeverAsked(address: string): boolean {
  return ['metadata', 'link-local'].includes(kindOf(address))
}

/** Whether an address may be connected to. `networks` are the ranges that an environment is kept to, if it is. */
export function isPermitted(address: string, networks: readonly AddressRange[] | undefined): boolean {
  return !isNeverAsked(address) && (networks === undefined || networks.some((range) => isInRange(range, address)))
}
