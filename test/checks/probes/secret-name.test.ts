import { expect, test } from 'vitest'
import { isSecretName, isSecretPart } from '../../../checks/probes/secrets/secret-name.ts'

test('names of variables and headers that say that their value is secret', () => {
  const secret = ['DOLAPIKEY', 'ERP_API_KEY', 'Authorization', 'X-Auth-Token', 'DB_PASSWORD', 'Cookie', 'CARD_PIN']
  expect(secret.filter((name) => !isSecretName(name))).toStrictEqual([])
})

test('a machine is not secret, whatever it is named after', () => {
  const shown = ['KEYCLOAK_HOST', 'AUTH_PORT', 'PASSBOLT_DOMAIN', 'SESSION_REGION', 'ERP_HOST', 'Accept', 'SPINNING']
  expect(shown.filter(isSecretName)).toStrictEqual([])
})

test('what an answer hands out is secret by the name of its part', () => {
  expect(isSecretPart('json.access_token')).toBe(true)
  expect(isSecretPart('json.success.dolibarr_version')).toBe(false)
})
