import { assert, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type JsonSchema, jsonSchemas, type SchemaName } from '../../src/config/json-schema.ts'

const schemas = jsonSchemas()

describe('the JSON Schemas for editors', () => {
  for (const [name, schema] of Object.entries(schemas)) {
    it(`${name} says what it is`, () => {
      expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
      expect(schema.$id).toBe(`urn:waymark:${name}`)
      assert.ok(schema.title && schema.description)
    })

    it(`${name} is plain JSON`, () => expect(JSON.parse(JSON.stringify(schema))).toStrictEqual(schema))

    it(`${name} describes every key`, () => {
      const keys = keysOf(schema)
      assert.ok(keys.length > 10)
      expect(keys.filter(([, described]) => !described)).toStrictEqual([])
    })
  }

  const cases: [name: SchemaName, value: unknown, valid: boolean][] = [
    ['waymark.schema.json', {}, true],
    ['waymark.schema.json', { title: 'a', environments: { production: null, lab: { resolvers: null } } }, true],
    ['waymark.schema.json', { title: null, base: 'docs', status: { details: null } }, true],
    ['waymark.schema.json', { repository: { url: 'https://a.example' } }, true],
    ['waymark.schema.json', { theme: { logo: 'a.svg', font: 'serif', banner: { text: 'a' } } }, true],
    ['waymark.schema.json', { theme: { logo: { light: 'a.svg', dark: 'b.svg' }, font: { text: ['a', 'b'] } } }, true],
    ['waymark.schema.json', { theme: { logo: 1 } }, false],
    ['waymark.schema.json', { theme: { logo: { night: 'a.svg' } } }, false],
    ['waymark.schema.json', { titel: 'a' }, false],
    ['waymark.schema.json', { title: 1 }, false],
    ['waymark.schema.json', { repository: { url: null } }, false],
    ['waymark.schema.json', { environments: { lab: { variables: { A: null } } } }, false],
    ['waymark.schema.json', { environments: { Lab: {} } }, false],
    ['services.schema.json', { services: { erp: { probes: { ping: { ping: 'a.lab', every: '30s' } } } } }, true],
    ['services.schema.json', { services: { erp: null } }, true],
    ['services.schema.json', { services: { erp: { probes: { ping: { ping: 'a.lab', ip: 5 } } } } }, false],
    ['services.schema.json', { services: { erp: { probes: { ping: { every: 30 } } } } }, false],
  ]
  for (const [name, value, valid] of cases) {
    it(`${name} ${valid ? 'takes' : 'refuses'} ${JSON.stringify(value)}`, () => {
      // zod reads `oneOf` as a choice of whole schemas, so that part is looked at by itself below.
      const json = JSON.stringify(schemas[name], (key, one) => (key === 'oneOf' || key === '$id' ? undefined : one))
      expect(z.fromJSONSchema(JSON.parse(json)).safeParse(value).success).toBe(valid)
    })
  }

  it('wants exactly one request a probe', () => {
    const found = JSON.stringify(schemas['services.schema.json'])
    expect(found).toMatch(
      /"oneOf":\[{"required":\["http"\]},{"required":\["dns"\]},{"required":\["tcp"\]},{"required":\["tls"\]},{"required":\["ping"\]},{"required":\["promql"\]}\]/,
    )
  })
})

/** Every key of every map, and whether it has a description. */
function keysOf(schema: JsonSchema | boolean): [key: string, described: boolean][] {
  if (typeof schema === 'boolean') return []
  const own = Object.entries(schema.properties ?? {}).map(([key, one]): [string, boolean] => [
    key,
    typeof one === 'object' && one.description !== undefined,
  ])
  const inner = [...Object.values(schema.properties ?? {}), schema.additionalProperties ?? false]
  return [...own, ...inner.flatMap(keysOf)]
}
