import { z } from 'zod'
import { duration } from '../../schema/duration.ts'
import { settings } from '../../schema/settings.ts'
import { text } from '../../schema/text.ts'
import { maintenance } from './maintenance.ts'
import { thresholds } from './thresholds.ts'
import { validateOrigin } from './validate.ts'

/** `status` of `waymark.yaml`: what decides on states, and what is published of them. */
export const statusSettings = settings({
  details: z
    .enum(['full', 'summary'])
    .default('full')
    .describe(
      'What visitors see: `full`, or `summary`: nothing of reasons, codes, conditions and phases leaves the server, nor stands in the built site',
    ),
  thresholds: thresholds.prefault({}).meta({
    description:
      '[How many answers in a row make a state](services.md#how-many-answers-make-a-state), for every service',
    absent: 'Two bad ones, one good one',
  }),
  maintenance: maintenance
    .default([])
    .describe('[Times in which every service may be down on purpose](services.md#maintenance-windows)'),
  retention: settings({
    results: duration('1h', '90d').prefault('48h').describe('How long single results are kept'),
    hours: duration('1d', '730d').prefault('90d').describe('How long hourly sums are kept'),
    days: duration('1d', '3650d').prefault('730d').describe('How long daily sums are kept'),
  })
    .prefault({})
    .meta({
      description:
        'How long single results (`results`, at most `90d`), hourly sums (`hours`, `730d`) and daily sums (`days`, `3650d`) are kept; changes of state are kept for ever',
      absent: '`48h`, `90d`, `730d`',
    }),
  origins: z
    .array(text(validateOrigin))
    .default([])
    .describe(
      'Other sites whose pages may [read the live status](commands/serve.md#what-others-may-see), as scheme and host, such as `https://portal.example.org`',
    ),
  runs: z
    .boolean()
    .default(false)
    .describe(
      'Whether `serve` keeps that [a page was followed](on-call.md#what-the-server-keeps): when, for how long, how far and how it ended, and no name',
    ),
  streams: z.int().min(1).max(100_000).default(5000).describe('How many readers may follow the events at once'),
  concurrency: z.int().min(1).max(10_000).default(500).describe('How many probes run at once'),
})

export type StatusSettings = z.infer<typeof statusSettings>
