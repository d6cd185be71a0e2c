import { z } from 'zod'
import { servicesSchema } from './schema/services.ts'
import { waymarkSchema } from './schema/waymark.ts'

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = z.core.JSONSchema.BaseSchema

/** Each file that an editor can check; a further one is a further line. */
const schemas = {
  'waymark.schema.json': waymarkSchema,
  'services.schema.json': servicesSchema,
} as const satisfies Record<string, z.ZodType>

export type SchemaName = keyof typeof schemas

/** The JSON Schemas for editors, of what is written in a file: before defaults, with keys that may be left empty. */
export function jsonSchemas(): Record<SchemaName, JsonSchema> {
  return {
    'waymark.schema.json': jsonSchema('waymark.schema.json'),
    'services.schema.json': jsonSchema('services.schema.json'),
  }
}

function jsonSchema(name: SchemaName): JsonSchema {
  const json = z.toJSONSchema(schemas[name], { target: 'draft-2020-12', io: 'input', override: describe })
  const { $schema, '~standard': _validator, ...rest } = json
  return { ...($schema && { $schema }), $id: `urn:waymark:${name}`, ...allowEmpty(rest) }
}

/** Editors show a description as it stands: without links, and with what holds when the key is absent. */
function describe({ jsonSchema: json }: { jsonSchema: JsonSchema }): void {
  const { absent } = json
  delete json.absent
  if (json.description === undefined) return
  const whole = typeof absent === 'string' ? `${json.description}. When absent: ${absent}` : json.description
  json.description = whole.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
}

/** What `settings` reads as absent, or as an empty map, when nothing is written, an editor must not underline. */
function allowEmpty(json: JsonSchema): JsonSchema {
  const { properties, additionalProperties: values, required = [] } = json
  const changed = { ...json }
  if (properties) {
    const entries = Object.entries(properties).map(([key, one]) => {
      return [key, required.includes(key) ? one : orNull(one)] as const
    })
    changed.properties = Object.fromEntries(entries)
  }
  if (typeof values === 'object') changed.additionalProperties = values.properties ? orNull(values) : allowEmpty(values)
  return changed
}

function orNull(json: JsonSchema | boolean): JsonSchema | boolean {
  if (typeof json === 'boolean' || json.type === undefined) return json
  const { enum: values, ...rest } = allowEmpty(json)
  const types = [json.type].flat()
  return { ...rest, type: [...types, 'null'], ...(values && { enum: [...values, null] }) }
}
