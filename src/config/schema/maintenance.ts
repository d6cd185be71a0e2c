import { z } from 'zod'
import { duration } from '../../schema/duration.ts'
import { isRecord, withoutEmpty } from '../../schema/settings.ts'
import { text } from '../../schema/text.ts'
import { oneOf, quote } from '../../text/quote.ts'

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

const everyDay = [0, 1, 2, 3, 4, 5, 6]

const shape = {
  from: text(validateTime)
    .optional()
    .describe('Beginning of a window that comes once, such as `2026-11-22T22:00+01:00`'),
  until: text(validateTime).optional().describe('Its end'),
  every: z
    .enum(['day', ...weekdays])
    .optional()
    .describe('Day on which a window comes again and again, or `day` for all of them'),
  at: text(validateTimeOfDay).optional().describe('When it begins on that day, such as `02:30`'),
  for: duration('1m', '24h').optional().describe('How long it is then, such as `2h`'),
  timezone: text(validateTimezone).optional().describe('Time zone of `at`, such as `Europe/Paris`; UTC when absent'),
  note: text().optional().describe('What is done meanwhile'),
}

/** Windows either come once (`from`, `until`) or again and again (`every`, `at`, `for`). */
const kinds = { once: ['from', 'until'], again: ['every', 'at', 'for'] } as const

const written = z.strictObject(shape).superRefine(validateWindow, { when: ({ value }) => isRecord(value) })

/** A time in which a service may be down on purpose. */
export const maintenanceWindow = z
  .preprocess(withoutEmpty(shape), written)
  .transform(({ from, until, every, at, for: lengthMs, timezone = 'UTC', note }) => {
    const about = note === undefined ? {} : { note }
    if (from !== undefined && until !== undefined) {
      return { kind: 'once' as const, from: Date.parse(from), until: Date.parse(until), ...about }
    }
    const days = every === undefined || every === 'day' ? everyDay : [weekdays.indexOf(every)]
    return {
      kind: 'again' as const,
      days,
      minute: minuteOf(at ?? '00:00'),
      lengthMs: lengthMs ?? 0,
      timezone,
      ...about,
    }
  })
  .meta({
    description: 'A time in which the service may be down on purpose',
    anyOf: Object.values(kinds).map((required) => ({ required: [...required] })),
  })

/**
 * A window as it is read: `from` and `until` in milliseconds since 1970; `days` are those of the week, 0 for Sunday, and
 * `minute` is that of the day in the time zone.
 */
export type MaintenanceWindow = z.infer<typeof maintenanceWindow>

export const maintenance = z.array(maintenanceWindow).describe('Times in which it may be down on purpose')

function validateWindow(window: z.infer<typeof written>, context: z.RefinementCtx): void {
  const has = (key: keyof typeof shape) => Object.hasOwn(window, key)
  const [once, again] = [kinds.once.filter(has), kinds.again.filter(has)]
  const [second] = again
  if (once.length > 0 && second) {
    const message = `Unexpected \`${second}\` beside \`${once[0]}\`, expected one window an entry`
    context.addIssue({ code: 'custom', message, path: [second], params: { at: 'key' } })
    return
  }
  const wanted = once.length > 0 ? kinds.once : kinds.again
  const missing = wanted.filter((key) => !has(key))
  const given = once.length > 0 ? once : again
  if (given.length === 0 && !context.issues.some(({ code }) => code === 'unrecognized_keys')) {
    const message = 'Unexpected window without a time, expected `from` and `until`, or `every`, `at` and `for`'
    context.addIssue({ code: 'custom', message })
  } else if (given.length > 0 && missing.length > 0) {
    context.addIssue({
      code: 'custom',
      message: `Unexpected window without ${oneOf(missing)}, expected it beside \`${given[0]}\``,
    })
  }
  validateOrder(window, context)
}

function validateOrder({ from, until }: z.infer<typeof written>, context: z.RefinementCtx): void {
  if (typeof from !== 'string' || typeof until !== 'string' || !(Date.parse(until) <= Date.parse(from))) return
  const message = `Unexpected ${quote(until)} in \`until\`, expected a time after \`from\``
  context.addIssue({ code: 'custom', message, path: ['until'] })
}

/** Without an offset, it would be the local time of whatever machine reads it. */
function validateTime(value: string): string | undefined {
  const isTime =
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value))
  return isTime
    ? undefined
    : `Unexpected ${quote(value)}, expected a time with its offset such as \`2026-11-22T22:00+01:00\``
}

function validateTimeOfDay(value: string): string | undefined {
  const isTime = /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value)
  return isTime ? undefined : `Unexpected ${quote(value)}, expected a time of the day such as \`02:30\``
}

function validateTimezone(value: string): string | undefined {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return undefined
  } catch {
    return `Unexpected ${quote(value)}, expected a time zone such as \`Europe/Paris\``
  }
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return 60 * hours + minutes
}
