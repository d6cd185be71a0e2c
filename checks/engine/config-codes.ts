import type { ProblemCode } from '../../src/yaml/problem.ts'
import type { Code } from '../check.ts'

/** What can be wrong in `waymark.yaml` and in `services.yaml`; told by all checks, since none of them can be trusted then. */
export const configCodes: Readonly<Record<ProblemCode, Code>> = {
  'config/syntax': { severity: 'error', summary: 'A configuration that is not YAML, or not text' },
  'config/too-large': { severity: 'error', summary: 'A configuration of more than a megabyte' },
  'config/duplicate-key': { severity: 'error', summary: 'The same key twice' },
  'config/duplicate-id': { severity: 'error', summary: 'Two services with one id' },
  'config/unknown-key': { severity: 'error', summary: 'A key that nobody knows' },
  'config/invalid-value': { severity: 'error', summary: 'A value that cannot be right' },
}
