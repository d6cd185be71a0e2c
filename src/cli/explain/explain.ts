import { hasColors } from '../output.ts'
import { answersTo } from './answer.ts'
import { answersJson } from './json.ts'
import { answersText } from './text.ts'

export interface ExplainOptions {
  format: 'text' | 'json'
}

/** Lines longer than this are hard to read. */
const longestLine = 100

/** Runs `waymark explain` for codes, or beginnings of codes; for all without any. */
export async function explain(words: readonly string[], { format }: ExplainOptions): Promise<void> {
  const answers = answersTo(words)
  const { stdout } = process
  const columns = Math.min(longestLine, stdout.columns || longestLine)
  const text = format === 'json' ? answersJson(answers) : answersText(answers, { columns, color: hasColors(stdout) })
  await new Promise((done) => stdout.write(text, done))
}
