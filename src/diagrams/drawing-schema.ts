import { z } from 'zod'
import type { Drawing, Drawn, Undrawable } from './page/drawing.ts'

const size = z.number().positive().max(1e7)

const drawing = z.strictObject({
  kind: z.literal('drawing'),
  type: z.string(),
  svg: z.string().startsWith('<svg'),
  dark: z.string().startsWith('<svg').exactOptional(),
  width: size,
  height: size,
  title: z.string().exactOptional(),
  description: z.string(),
  nodes: z.array(z.strictObject({ id: z.string(), label: z.string(), classes: z.array(z.string()) })),
  problems: z.array(
    z.strictObject({
      code: z.enum(['diagrams/broken-geometry', 'diagrams/drawn-text', 'diagrams/unreadable-color']),
      message: z.string(),
      text: z.string().exactOptional(),
    }),
  ),
}) satisfies z.ZodType<Drawing>

const undrawable = z.strictObject({
  kind: z.literal('undrawable'),
  code: z.literal('diagrams/undrawable'),
  message: z.string(),
}) satisfies z.ZodType<Undrawable>

/** What a page or a file says of a diagram: neither is believed without a look. */
export const drawnSchema: z.ZodType<Drawn> = z.discriminatedUnion('kind', [drawing, undrawable])
