import { describe, expect, test } from 'vitest'
import { pageOf, textAt } from './written-page.ts'

describe('A block of code', () => {
  const cases: Record<string, { text: string; language?: string; meta?: string; value: string; firstLine: number }> = {
    backticks: {
      text: 'a\n\n```js title="b" c\nx\n\ny\n```\n',
      language: 'js',
      meta: 'title="b" c',
      value: 'x\n\ny',
      firstLine: 4,
    },
    'tildes around backticks': {
      text: '~~~~ md\n```\nx\n```\n~~~~',
      language: 'md',
      value: '```\nx\n```',
      firstLine: 2,
    },
    'in a quote': { text: '> a\n>\n> ```sh\n> x\n> ```', language: 'sh', value: 'x', firstLine: 4 },
    'in a list': { text: '1. a\n\n   ~~~\n   x\n   ~~~', value: 'x', firstLine: 4 },
    'in a quote in a list': { text: '- > ```\n  > x\n  > ```', value: 'x', firstLine: 2 },
    'at the head of a list item': { text: '- ```sh\n  x\n  ```', language: 'sh', value: 'x', firstLine: 2 },
    'indented fence': { text: '   ```sh\n   x\n     y\n   ```', language: 'sh', value: 'x\n  y', firstLine: 2 },
    'never closed': { text: '```sh\nx\ny', language: 'sh', value: 'x\ny', firstLine: 2 },
    'closed at once': { text: '```sh\n```', language: 'sh', value: '', firstLine: 2 },
    'by indentation': { text: 'a\n\n    x\n      y', value: 'x\n  y', firstLine: 3 },
    'by a tab': { text: 'a\n\n\tx', value: 'x', firstLine: 3 },
    'by indentation in a list': { text: '- a\n\n      x', value: 'x', firstLine: 3 },
    'by indentation, showing a fence': { text: '    ```\n    x\n    ```', value: '```\nx\n```', firstLine: 1 },
    'by indentation, after blank lines': { text: '\n\n    x', value: 'x', firstLine: 3 },
    'with an escaped name': {
      text: '``` c&#43;+ a\\*b\nx\n```',
      language: 'c++',
      meta: 'a*b',
      value: 'x',
      firstLine: 2,
    },
  }
  for (const [name, { text, language = '', meta = '', value, firstLine }] of Object.entries(cases)) {
    test(name, () => {
      for (const end of ['\n', '\r\n']) {
        const { fences } = pageOf(text.replaceAll('\n', end))
        const [fence] = fences
        expect(fences.length).toBe(1)
        expect([fence?.language, fence?.meta, fence?.value.replaceAll('\r\n', '\n'), fence?.firstLine]).toStrictEqual([
          language,
          meta,
          value,
          firstLine,
        ])
      }
    })
  }

  test('is named from its fence to its fence', () => {
    const text = '- a\n\n  ```sh\n  x\n  ```\n\n~~~\ny\n~~~\nz'
    expect(pageOf(text).fences.map((fence) => `${fence.line}:${fence.column} ${textAt(text, fence)}`)).toStrictEqual([
      '3:3 ```sh\n  x\n  ```',
      '7:1 ~~~\ny\n~~~',
    ])
  })

  test('is none inside of a comment or as inline code', () => {
    expect(pageOf('<!--\n```\nx\n```\n-->\n\n``` x ```').fences).toStrictEqual([])
  })
})

describe('An alert', () => {
  const cases: [text: string, kind: string | undefined][] = [
    ['> [!NOTE]\n> text', 'note'],
    ['> [!tip]\n> text', 'tip'],
    ['> [!Important]\n>\n> text', 'important'],
    ['> [!WARNING]  \n> text', 'warning'],
    ['> [!CAUTION]\\\n> text', 'caution'],
    ['> [!NOTE]\n> - list', 'note'],
    ['> [!NOTE]\n> **text** first', 'note'],
    ['> [!DANGER]\n> of a kind that GitHub does not know', 'danger'],
    ['> [!NOTE]', undefined],
    ['> [!NOTE]\n>', undefined],
    ['> [!NOTE] text beside it', undefined],
    ['> [!NOTE] **text** beside it', undefined],
    ['> [!NOTE]\n\nno quote', undefined],
    ['> text first\n> [!NOTE]', undefined],
    ['> **[!NOTE]**\n> text', undefined],
    ['> # [!NOTE]\n> text', undefined],
    ['[!NOTE]\ntext', undefined],
  ]
  for (const [text, kind] of cases) {
    test(JSON.stringify(text), () => {
      expect(pageOf(text).alerts[0]?.kind).toBe(kind)
      expect(pageOf(text.replaceAll('\n', '\r\n')).alerts[0]?.kind).toBe(kind)
    })
  }
})
