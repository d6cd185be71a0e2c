import { describe, expect, test } from 'vitest'
import { marked } from '../../../src/widgets/search/marking.ts'
import { termsOf } from '../../../src/widgets/search/words.ts'

/** The text with what is marked in brackets. */
function shown(text: string, question: string): string {
  return marked(text, termsOf(question))
    .map(({ text, isHit }) => (isHit ? `[${text}]` : text))
    .join('')
}

describe('What was asked for is marked', () => {
  const cases: [what: string, question: string, text: string, marked: string][] = [
    ['a word', 'pod', 'Restart the Pod', 'Restart the [Pod]'],
    ['a part', 'crash', 'KubePodCrashLooping', 'KubePod[Crash]Looping'],
    ['words that touch, as one', 'pod crash', 'KubePodCrashLooping', 'Kube[PodCrash]Looping'],
    ['in other accents', 'donnees', 'Base de données', 'Base de [données]'],
    ['a word without which it goes, as a whole word alone', 'the pod', 'the other pod', '[the] other [pod]'],
    ['another form', 'unsealing', 'unseal the Vault', '[unseal] the Vault'],
    ['a word that is spelled in another way', 'presure', 'Disk pressure', 'Disk [pressure]'],
    ['characters in a row', '恢复', '数据库备份恢复手册', '数据库备份[恢复]手册'],
    ['what looks like HTML, as text', '<b>bold</b>', 'a <b>bold</b> word', 'a <[b>bold</b]> word'],
    ['nothing', 'zebra', 'Restart the pod', 'Restart the pod'],
  ]
  for (const [what, question, text, expected] of cases) test(what, () => expect(shown(text, question)).toBe(expected))
})
