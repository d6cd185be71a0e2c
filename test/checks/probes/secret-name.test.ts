import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSecretName, isSecretPart } from '../../../checks/probes/secret-name.ts'

test('names of variables and headers that say that their value is secret', () => {
  const secret = ['DOLAPIKEY', 'ERP_API_KEY', 'Authorization', 'X-Auth-Token', 'DB_PASSWORD', 'Cookie', 'CARD_PIN']
  assert.deepEqual(
    secret.filter((name) => !isSecretName(name)),
    [],
  )
})

test('a machine is not secret, whatever it is named after', () => {
  const shown = ['KEYCLOAK_HOST', 'AUTH_PORT', 'PASSBOLT_DOMAIN', 'SESSION_REGION', 'ERP_HOST', 'Accept', 'SPINNING']
  assert.deepEqual(shown.filter(isSecretName), [])
})

test('what an answer hands out is secret by the name of its part', () => {
  assert.equal(isSecretPart('json.access_token'), true)
  assert.equal(isSecretPart('json.success.dolibarr_version'), false)
})
