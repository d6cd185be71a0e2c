import { describe, expect, test } from 'vitest'
import { joinWords, queryOf, spaced, spacedHtml } from '../../src/widgets/search/unspaced-script.ts'

describe('Scripts without spaces are searched by their characters', () => {
  const texts: Record<string, [text: string, spaced: string]> = {
    Chinese: ['恢复数据', ' 恢  复  数  据 '],
    'Chinese in English': ['restore 恢复 now', 'restore  恢  复  now'],
    Japanese: ['サーバーを', ' サ  ー  バ  ー  を '],
    'Thai, with its marks': ['กู้', ' กู้ '],
    English: ['restore it', 'restore it'],
    'Korean, which has spaces': ['데이터 복구', '데이터 복구'],
  }
  for (const [name, [text, expected]] of Object.entries(texts)) test(name, () => expect(spaced(text)).toBe(expected))

  test('the tags of a page stay as they are', () => {
    expect(spacedHtml('<p title="恢复">恢复</p>')).toBe('<p title="恢复"> 恢  复 </p>')
    expect(spacedHtml('<p>plain</p>')).toBe('<p>plain</p>')
  })

  test('what is shown is as it was written', () => {
    for (const text of ['恢复数据', 'サーバーを再起動', 'restore 恢复', 'a b'])
      expect(joinWords(spaced(text)).replace(/ +/g, ' ')).toBe(text)
    expect(joinWords('如何 <mark>恢</mark>  <mark>复</mark>  数 据。')).toBe('如何<mark>恢</mark><mark>复</mark>数据。')
  })

  const queries: Record<string, string> = {
    恢复: '"恢 复"',
    库: '库',
    'ERP 恢复': 'ERP 恢 复',
    'postgres lock': 'postgres lock',
  }
  for (const [words, query] of Object.entries(queries))
    test(`“${words}” is asked as ${query}`, () => expect(queryOf(words)).toBe(query))
})
