import { filesOf } from '../../../checks/example.ts'
import type { Example } from '../../../checks/rule.ts'
import { jsonText } from '../../text/json-text.ts'
import type { Explanation, Topic } from './topic.ts'

/** For programs. Its shape is a contract: a change that breaks a reader needs another `version`. */
export function topicsJson(topics: readonly Topic[]): string {
  const byName = new Map(topics.flatMap(({ explanations }) => explanations.map((one) => [one.name, one])))
  return jsonText({ version: 1, codes: [...byName.values()].map(codeRecord) })
}

/** Keys always come in the same order. */
function codeRecord({ name, code: { severity, summary, why, needs, isOptIn }, rule }: Explanation): object {
  return {
    code: name,
    severity,
    summary,
    ...(needs && { needs }),
    ...(isOptIn && { isOptIn }),
    ...(why !== undefined && { why: why.trim() }),
    ...(rule && {
      ...(rule.history && { before: fileRecords(rule.history.before) }),
      wrong: fileRecords(rule.wrong),
      right: fileRecords(rule.right),
    }),
  }
}

function fileRecords(example: Example): object[] {
  return Object.entries(filesOf(example)).map(([file, content]) => {
    if (typeof content === 'string') return { file, text: content }
    return 'shown' in content ? { file, text: content.shown } : { file, linkTo: content.linkTo }
  })
}
