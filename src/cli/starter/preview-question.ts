import { createInterface } from 'node:readline/promises'
import { orList } from '../../text/quote.ts'
import { suggestion } from '../../text/suggestion.ts'

export interface Terminal {
  input: NodeJS.ReadableStream
  output: NodeJS.WritableStream
}

/** How often somebody who answers with something else is asked. */
const mostTries = 3

/**
 * Asks where previews of pull requests are to go, one of `places`, of which `none` is what an empty answer means, and
 * the end of all answers. Without a choice it does not ask. Undefined after Ctrl-C.
 */
export async function askPreviews(places: readonly string[], { input, output }: Terminal): Promise<string | undefined> {
  if (places.length < 2) return 'none'
  const lines = createInterface({ input, output })
  let isInterrupted = false
  lines.once('SIGINT', () => {
    isInterrupted = true
    lines.close()
  })
  try {
    // Not by its `prompt()`, which is no more once the last line has come. It needs it to draw a line again.
    const question = `Previews of pull requests, for reviewers: ${orList(places)}? [none] `
    lines.setPrompt(question)
    output.write(question)
    let tries = 0
    for await (const line of lines) {
      const answer = line.trim().toLowerCase()
      if (answer === '') return 'none'
      if (places.includes(answer)) return answer
      tries += 1
      if (tries === mostTries) return 'none'
      const meant = suggestion(answer, places)
      if (meant !== undefined) output.write(`${meant}\n`)
      output.write(question)
    }
    output.write('\n')
    return isInterrupted ? undefined : 'none'
  } finally {
    lines.close()
  }
}
