import type { Reporter } from '../report.ts'

/** The format of people, and the usual one. */
export const pretty = {
  name: 'pretty',
  audience: 'People',
  readers: 'The terminal, the log of a CI run',
  extension: 'txt',
  hasSummary: true,
  // To know how wide a text is on a terminal takes tables of characters, which no program that reads asks for.
  report: async (report, context) => (await import('./pretty-text.ts')).prettyReport(report, context),
} satisfies Reporter
