import { z } from 'zod'
import type { Path } from '../../yaml/path.ts'

/** The keys that a schema knows in the map that a path leads to; none when it leads elsewhere. */
export function keysAt(schema: z.ZodType, path: Path): string[] {
  return Object.keys(membersAt(schema, path))
}

/** The schemas of the keys of the map that a path leads to; none when it leads elsewhere. */
export function membersAt(schema: z.ZodType, path: Path): Readonly<Record<string, unknown>> {
  const [first, ...rest] = path
  const bare = unwrap(schema)
  if (first === undefined) return bare instanceof z.ZodObject ? bare.shape : {}
  const inner = memberOf(bare, first)
  return inner instanceof z.ZodType ? membersAt(inner, rest) : {}
}

function memberOf(schema: unknown, key: PropertyKey): unknown {
  if (schema instanceof z.ZodObject) return Object.hasOwn(schema.shape, key) ? schema.shape[String(key)] : undefined
  if (schema instanceof z.ZodRecord) return schema.valueType
  return schema instanceof z.ZodArray ? schema.element : undefined
}

/** The schema of what is written, inside of defaults and transformations. */
function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return unwrap(schema.unwrap())
  }
  if (schema instanceof z.ZodPipe) return unwrap(schema.in instanceof z.ZodTransform ? schema.out : schema.in)
  return schema
}
