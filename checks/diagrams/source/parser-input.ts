import type { MappedText } from './mapped-text.ts'
import { encode, type Preprocessed } from './preprocess.ts'

/** What some types do to their text before they read it. Source: their parsers in Mermaid 12.3.0. */
const preparations: Readonly<Record<string, (text: MappedText) => MappedText>> = {
  'flowchart-v2': endedBlocks,
  'flowchart-elk': endedBlocks,
  swimlane: endedBlocks,
  agentflow: (text) => text.replace(/}[^\S\n]*\n/g, () => '}\n'),
  sankey: (text) =>
    text
      .replace(/^[^\S\n\r]+|[^\S\n\r]+$/g, () => '')
      .replace(/([\n\r])+/g, () => '\n')
      .trim(),
}

/** The text in which the errors of a type's parser have their places. */
export function parserInput(type: string, { cleaned, withComments }: Preprocessed, readsComments: boolean): MappedText {
  const text = encode(readsComments ? withComments : cleaned)
  return Object.hasOwn(preparations, type) ? (preparations[type]?.(text) ?? text) : text
}

function endedBlocks(text: MappedText): MappedText {
  return text.replace(/}\s*\n/g, () => '}\n')
}
