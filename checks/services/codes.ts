import type { Codes } from '../check.ts'

/** What can be wrong with the services that are declared, besides the form of the file. */
export const codes: Codes = {
  'services/condition': { severity: 'error', summary: 'A condition that cannot be right' },
  'services/fact': { severity: 'error', summary: 'A value of a page that no answer can be held against' },
  'services/unset-variable': { severity: 'info', summary: 'A variable without a value here' },
  'services/undeclared-host': { severity: 'info', summary: 'A probe of a host that its service does not declare' },
  'services/slow-probe': { severity: 'warning', summary: 'A probe that may wait longer than until it is due again' },
}
