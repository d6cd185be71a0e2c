import type { z } from 'zod'
import type { PublishedSite } from './published-site.ts'

/** What a tool answers from. */
export interface ToolContext {
  site: PublishedSite
  /** In milliseconds. */
  now: number
}

/** One tool that agents may use: all of them read, and none changes anything. */
export interface Tool<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> {
  name: string
  title: string
  /** For the agent: when to use it, and what comes back. */
  description: string
  input: Input
  output: Output
  /** @throws ToolError where the question cannot be answered */
  run(input: z.infer<Input>, context: ToolContext): Promise<z.infer<Output>>
}

/** Why a question cannot be answered, in words that help to ask another one. */
export class ToolError extends Error {
  override name = 'ToolError'
}

/**
 * A cursor says where an answer goes on. Who sends none begins at 0.
 *
 * @throws ToolError for one that no answer gave
 */
export function readCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor)
  throw new ToolError(`Unexpected cursor, expected the \`nextCursor\` of the answer before`)
}
