import type { RawFinding } from '../check.ts'
import type { Rule } from '../rule.ts'
import type { Commands } from './named-commands.ts'

/** A rule over the commands that pages show, held against what the repository has. */
export interface CommandRule extends Rule {
  check: (commands: Commands) => RawFinding[] | Promise<RawFinding[]>
}
