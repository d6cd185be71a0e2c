import { describe, expect, test } from 'vitest'
import { sharedText, sharedWords, withoutShared } from '../../src/text/shared-words.ts'

/** What a list tells once, and then its texts. */
function told(...texts: string[]): string[] {
  const shared = sharedWords(texts)
  return shared ? [sharedText(shared), ...texts.map((text) => withoutShared(text, shared))] : texts
}

describe('What texts have in common is told once', () => {
  test('before and behind them; one that has nothing else stays whole', () => {
    const commands = ['', 'account ', 'account get ', 'app ', 'app get '].map(
      (name) => `argocd ${name}Command Reference`,
    )
    expect(told(...commands)).toStrictEqual([
      'argocd … Command Reference',
      'argocd Command Reference',
      'account',
      'account get',
      'app',
      'app get',
    ])
  })

  test('with what separates it, in any case of letters', () => {
    expect(told('Alert: Disk', 'alert: Queue is full', 'Alert: Lag', 'Alert: Login', 'Alert: – Mail')).toStrictEqual([
      'Alert: …',
      'Disk',
      'Queue is full',
      'Lag',
      'Login',
      'Mail',
    ])
  })

  test('though one in five has it not', () => {
    const [shared, ...texts] = told('How to a', 'How to b', 'How to c', 'How to d', 'How to e', 'Contact')
    expect(shared).toBe('How to …')
    expect(texts.at(-1)).toBe('Contact')
  })
})

describe('Nothing is left out', () => {
  const lists: Record<string, string[]> = {
    'of a few texts': ['Set up a', 'Set up b', 'Set up c', 'Set up d'],
    'where numbers alone would be left': ['Phase 1', 'Phase 2', 'Phase 3', 'Phase 4', 'Phase 5'],
    'that only some have': ['Set up a', 'Set up b', 'Set up c', 'Order', 'Stock', 'Till'],
    'of a word': ['KubeDisk', 'KubeNode', 'KubePod', 'KubeJob', 'KubeQuota'],
    'of texts that are one': ['Same', 'Same', 'Same', 'Same', 'Same'],
    'of nothing': ['', '', '', '', '', ''],
  }
  for (const [name, texts] of Object.entries(lists)) test(name, () => expect(told(...texts)).toStrictEqual(texts))
})
