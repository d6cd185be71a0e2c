import { expect, test } from 'vitest'
import { z } from 'zod'
import { gitlab } from '../../../checks/reporters/gitlab.ts'
import { reporterContract } from './contract.ts'
import { context, empty, finding, rich } from './report.ts'

/** What GitLab’s documentation asks of a report: these fields alone are read, and fingerprints are unique. */
const issues = z.array(
  z.strictObject({
    description: z.string().min(1),
    check_name: z.string().min(1),
    fingerprint: z.string().regex(/^[0-9a-f]{32}$/),
    severity: z.enum(['info', 'minor', 'major', 'critical', 'blocker']),
    location: z.strictObject({
      path: z.string().regex(/^(?!\.\/)/),
      lines: z.strictObject({ begin: z.int().positive(), end: z.int().positive() }),
    }),
  }),
)

const read = (text: string) => issues.parse(JSON.parse(text))

test('each finding is an issue, with its hint', () => {
  const [issue] = read(gitlab.report({ ...empty, findings: [finding({ hint: 'Did you mean `x`?' })] }, context))
  expect(issue).toMatchObject({ check_name: 'links/missing-file', severity: 'major' })
  expect(issue?.description).toMatch(/`\. Did you mean `x`\?$/)
  expect(issue?.location).toStrictEqual({ path: 'guidebooks/erp/operations.md', lines: { begin: 5, end: 5 } })
})

test('a file is named as the repository knows it', () => {
  const inRepository = (file: string) => `docs/${file}`
  const [issue] = read(gitlab.report({ ...empty, findings: [finding()] }, { ...context, inRepository }))
  expect(issue?.location.path).toBe('docs/guidebooks/erp/operations.md')
})

test('no two have one fingerprint, though they say the same', () => {
  const prints = read(gitlab.report({ ...rich, findings: [finding(), finding()] }, context)).map(
    ({ fingerprint }) => fingerprint,
  )
  expect(new Set(prints).size).toBe(2)
})

reporterContract(gitlab, (text) => read(text).length)
