import { z } from 'zod'

/** Where the outline of a site stands below its base. */
export const outlineAddress = '/_waymark/outline.json'

const place = z.object({ address: z.string(), anchor: z.string().exactOptional() })
const texts = z.record(z.string(), z.string())

const rule = z.object({
  severity: z.string().exactOptional(),
  /** How long its expression has to hold, as written. */
  for: z.string().exactOptional(),
  expression: z.string().exactOptional(),
  labels: texts,
  annotations: texts,
  /** Relative to the repository. */
  file: z.string(),
  line: z.int().min(1),
})

/** What a site is made of, for programs, in `_waymark/outline.json`: its pages with their sections, its alerts, its services. */
export const outlineRecord = z.object({
  version: z.literal(1),
  /** The commit that its pages were read at; absent where git is not there. */
  commit: z.string().exactOptional(),
  pages: z.array(
    z.object({
      /** Below the base, such as `/erp/operations/`. */
      address: z.string(),
      /** Relative to the repository. */
      file: z.string(),
      title: z.string(),
      /** The title of its guidebook; empty for a page of none. */
      guidebook: z.string(),
      /** As its header says. */
      status: z.string().exactOptional(),
      owner: z.string().exactOptional(),
      lastUpdated: z.string().exactOptional(),
      /** When git last saw it change: ISO 8601. */
      changed: z.string().exactOptional(),
      /** Its sections in their order: depth, anchor, text. */
      headings: z.array(z.tuple([z.int().min(1).max(6), z.string(), z.string()])),
    }),
  ),
  alerts: z.array(
    z.object({
      name: z.string(),
      /** The page or section that is about it. */
      runbook: place.exactOptional(),
      /** Where a rule leads that no page here is about. */
      elsewhere: z.string().exactOptional(),
      rules: z.array(rule),
    }),
  ),
  services: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string().exactOptional(),
      owner: z.string().exactOptional(),
      /** With the base. */
      runbook: z.string().exactOptional(),
      /** The ids of its probes. */
      probes: z.array(z.string()),
    }),
  ),
})

export type Outline = z.infer<typeof outlineRecord>
export type OutlinePage = Outline['pages'][number]
export type OutlineAlert = Outline['alerts'][number]
