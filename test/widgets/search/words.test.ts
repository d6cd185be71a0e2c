import { describe, expect, test } from 'vitest'
import { stemOf } from '../../../src/widgets/search/word-forms.ts'
import { flat, folded, partsOf, termsOf } from '../../../src/widgets/search/words.ts'

describe('A name has parts', () => {
  const names: Record<string, string> = {
    KubePodCrashLooping: 'kube pod crash looping',
    etcdDatabaseQuotaLowSpace: 'etcd database quota low space',
    HTTPServerDown: 'http server down',
    'disk-pressure': 'disk pressure',
    pg_dump: 'pg dump',
    'a.b.c': 'a b c',
    '/healthz': 'healthz',
    '--force': 'force',
    '10.0.0.7': '10 0 0 7',
    k8s: 'k8s',
    'Données perdues': 'donnees perdues',
    恢复数据: '恢复数据',
  }
  for (const [name, parts] of Object.entries(names)) test(name, () => expect(partsOf(name).join(' ')).toBe(parts))

  test('written in another way it is the same', () => {
    expect(new Set(['DiskPressure', 'disk-pressure', 'Disk pressure', 'disk_pressure'].map(flat)).size).toBe(1)
  })

  test('accents of European letters say nothing, those of other scripts do', () => {
    expect(folded('Ångström É')).toBe('angstrom e')
    expect(folded('データ')).toBe('データ')
  })
})

describe('A question has words', () => {
  const questions: Record<string, string[]> = {
    'restart the pod': ['restart', 'the', 'pod'],
    '  pod,  pod! ': ['pod'],
    '(see) "disk pressure" now?': ['see', 'disk pressure', 'now'],
    '--force a.b.c /healthz': ['--force', 'a.b.c', '/healthz'],
    '"': [],
  }
  for (const [question, words] of Object.entries(questions))
    test(question, () => expect(termsOf(question).map(({ whole }) => whole)).toStrictEqual(words))

  test('some of which no answer needs, unless there are no others', () => {
    const needless = (question: string) => termsOf(question).filter(({ isFiller }) => isFiller)
    expect(needless('how do I restart it').map(({ whole }) => whole)).toStrictEqual(['how', 'do', 'i', 'it'])
    expect(needless('how to')).toStrictEqual([])
  })

  test('of which a long one is cut', () => {
    expect(termsOf('word '.repeat(1000)).length).toBe(1)
    expect(termsOf(Array.from({ length: 99 }, (_, index) => `w${index}`).join(' ')).length).toBe(12)
  })
})

describe('Forms of an English word begin alike', () => {
  const families = [
    'unseal unseals unsealing unsealed',
    'policy policies',
    'stop stopped stopping',
    'restore restored restoring restores',
    'pods pod',
  ]
  for (const family of families)
    test(family, () => {
      const words = family.split(' ')
      for (const word of words)
        for (const other of words) expect(other.startsWith(stemOf(word)), `${word}: ${stemOf(word)}`).toBe(true)
    })

  test('other words stay as they are', () => {
    for (const word of ['etcd', 'access', 'k8s-pods', 'データ'])
      expect(stemOf(word).length).toBeGreaterThanOrEqual(word === 'access' ? 5 : word.length)
  })
})
