import { hasColors } from '../output.ts'
import { topicsJson } from './json.ts'
import { topicsText } from './text.ts'
import { topicsFor } from './topic.ts'

export interface ExplainOptions {
  format: 'text' | 'json'
}

/** Lines longer than this are hard to read. */
const longestLine = 100

/** Runs `waymark explain` for codes, or beginnings of codes; for all without any. */
export async function explain(words: readonly string[], { format }: ExplainOptions): Promise<void> {
  const topics = topicsFor(words)
  const { stdout } = process
  const columns = Math.min(longestLine, stdout.columns || longestLine)
  const text = format === 'json' ? topicsJson(topics) : topicsText(topics, { columns, color: hasColors(stdout) })
  await new Promise((done) => stdout.write(text, done))
}
