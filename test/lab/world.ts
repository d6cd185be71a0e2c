import { type FaultName, faultsOf } from './fault.ts'
import type { System } from './reply.ts'
import { crm } from './systems/crm.ts'
import { dolibarr } from './systems/dolibarr.ts'
import * as fieldService from './systems/field-service.ts'
import { odoo } from './systems/odoo.ts'

/** A host of the guidebooks, at an address that only its zone tells. */
export interface Host {
  name: string
  /** What its A record says. Nobody connects to it. */
  address: string
  system: System
}

/** A service of the guidebooks, by its id in `services.yaml`. */
export interface Service {
  id: string
  title: string
  /** What it runs on; none for what was retired. */
  host?: string
  /** Where on the host it is, when something else is there too. */
  path?: string
  /** A name that must not exist, and does with `name-returned`. */
  retired?: string
  faults: readonly FaultName[]
}

const platform = '96.125.196.67'

/** In the order of their ports. */
export const hosts: readonly Host[] = [
  { name: 'canary.example', address: '127.0.0.1', system: fieldService.website },
  { name: 'erp.arcodange.lab', address: '192.168.1.202', system: dolibarr },
  { name: 'erp-sandbox.arcodange.lab', address: '192.168.1.202', system: dolibarr },
  { name: 'erp.insightpulseai.net', address: '159.223.75.148', system: odoo },
  { name: 'crm.example.org', address: '192.0.2.10', system: crm },
  { name: 'erp.gigafibre.ca', address: platform, system: fieldService.erpnext },
  { name: 'msg.gigafibre.ca', address: platform, system: fieldService.hub },
  { name: 'sign.gigafibre.ca', address: platform, system: fieldService.docuseal },
  { name: 'auth.targo.ca', address: platform, system: fieldService.authentik },
  { name: 'id.gigafibre.ca', address: platform, system: fieldService.authentik },
  { name: 'client.gigafibre.ca', address: platform, system: fieldService.portal },
  { name: 'www.gigafibre.ca', address: platform, system: fieldService.website },
  { name: 'dispatch.gigafibre.ca', address: platform, system: fieldService.dispatch },
]

const ofHost = faultsOf('dns', 'connection', 'tls', 'http')

export const services: readonly Service[] = [
  on('erp', 'Dolibarr ERP', 'erp.arcodange.lab', 'wrong-version', 'wrong-account', 'key-refused'),
  on('erp-sandbox', 'Dolibarr ERP sandbox', 'erp-sandbox.arcodange.lab', 'wrong-version', 'key-refused'),
  on('odoo', 'Odoo ERP', 'erp.insightpulseai.net', 'database-down'),
  on('crm', 'CRM API', 'crm.example.org', 'database-down', 'guard-gone'),
  on('erpnext', 'ERPNext', 'erp.gigafibre.ca', 'database-down'),
  // It shares its host with ERPNext, so what is wrong with the host is a fault of that.
  { ...on('ops', 'Ops SPA', 'erp.gigafibre.ca'), path: '/ops', faults: [...faultsOf('http'), 'guard-gone'] },
  on('hub', 'targo-hub', 'msg.gigafibre.ca'),
  { ...on('docuseal', 'DocuSeal e-signature', 'sign.gigafibre.ca', 'name-returned'), retired: 'docs.gigafibre.ca' },
  on('auth-staff', 'Authentik (staff)', 'auth.targo.ca', 'database-down'),
  on('auth-clients', 'Authentik (clients)', 'id.gigafibre.ca', 'database-down'),
  on('portal', 'Client portal', 'client.gigafibre.ca', 'guard-gone'),
  on('website', 'Marketing site', 'www.gigafibre.ca'),
  on('dispatch', 'Dispatch redirect', 'dispatch.gigafibre.ca', 'redirect-temporary', 'redirect-elsewhere'),
  { id: 'oktopus', title: 'Oktopus CE (retired)', retired: 'oss.gigafibre.ca', faults: ['name-returned'] },
]

function on(id: string, title: string, host: string, ...own: FaultName[]): Service {
  return { id, title, host, faults: [...ofHost, ...own] }
}
