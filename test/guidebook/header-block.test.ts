import { describe, expect, test } from 'vitest'
import { ownerOf } from '../../src/guidebook/page.ts'
import { headerValue } from '../../src/guidebook/parts/header-block.ts'
import { pageOf, textAt } from './written-page.ts'

/** The fields of the header block under an H1, as `key = value`. */
function fieldsOf(block: string): string[] {
  return pageOf(`# Title\n\n${block}\n`).header.map(({ key, text }) => `${key} = ${text}`)
}

describe('The lines under the H1 are its header block', () => {
  const expected = ['Status = ✅ Active', 'Last Updated = 2026-11-20']
  const cases: Record<string, string> = {
    'in a quote': '> **Status:** ✅ Active\n> **Last Updated:** 2026-11-20',
    'in a paragraph': '**Status:** ✅ Active\n**Last Updated:** 2026-11-20',
    'with the colon after the bold': '> **Status**: ✅ Active\n> **Last Updated**: 2026-11-20',
    'with a space before the colon': '> **Status :** ✅ Active\n> **Last Updated** : 2026-11-20',
    'with two spaces at the ends of lines': '**Status:** ✅ Active  \n**Last Updated:** 2026-11-20  ',
    'with backslashes at the ends of lines': '**Status:** ✅ Active\\\n**Last Updated:** 2026-11-20',
    'with <br> at the ends of lines': '**Status:** ✅ Active<br>\n**Last Updated:** 2026-11-20',
    'with <br/> between': '**Status:** ✅ Active <br/> **Last Updated:** 2026-11-20',
    'as paragraphs of one quote': '> **Status:** ✅ Active\n>\n> **Last Updated:** 2026-11-20',
    'in a lazy quote': '> **Status:** ✅ Active\n**Last Updated:** 2026-11-20',
    'with underscores': '__Status:__ ✅ Active\n__Last Updated:__ 2026-11-20',
    'with no space after the key': '**Status:**✅ Active\n**Last Updated**:2026-11-20',
    'with values that go on': '> **Status:** ✅\n> Active\n> **Last Updated:**\n> 2026-11-20',
    'with comments': '**Status:** ✅ Active <!-- really -->\n**Last Updated:** 2026-11-20',
    'after a comment': '<!-- markdownlint-disable -->\n\n**Status:** ✅ Active\n**Last Updated:** 2026-11-20',
    'after a breadcrumb line':
      '[All](../README.md) > **Title**\n\n> **Status:** ✅ Active\n> **Last Updated:** 2026-11-20',
  }
  for (const [name, block] of Object.entries(cases)) {
    test(name, () => {
      expect(fieldsOf(block)).toStrictEqual(expected)
      expect(fieldsOf(block.replaceAll('\n', '\r\n')), 'with CRLF').toStrictEqual(expected)
    })
  }

  test('before the H1 stands nothing of it, and frontmatter, breadcrumbs and comments are passed over', () => {
    const block = '**Status:** ok\n**Owner:** me'
    const before = '---\norder: 1\n---\n\n<!-- a -->\n\n[All](../README.md) > **T**\n\n# T\n\n'
    expect(pageOf(before + block).header.length).toBe(2)
    expect(pageOf(`${block}\n\n# T\n\ntext`).header.length).toBe(0)
    expect(pageOf(`# T\n\ntext\n\n${block}`).header.length).toBe(0)
    expect(pageOf(`# T\n\n## S\n\n${block}`).header.length).toBe(0)
  })

  test('without an H1 it is the first block', () => {
    expect(pageOf('---\ntitle: T\n---\n\n**Status:** ok\n').header.length).toBe(1)
  })
})

describe('A field', () => {
  test('keeps the links of its value', () => {
    const [field] = pageOf('# T\n\n> **Upstream:** [DNS](../dns.md), `a` and [**VPN**](../vpn.md#x)\n').header
    expect(field?.text).toBe('DNS, a and VPN')
    expect(field?.links).toStrictEqual([
      { text: 'DNS', url: '../dns.md' },
      { text: 'VPN', url: '../vpn.md#x' },
    ])
  })

  test('may have any key, in any script', () => {
    expect(
      fieldsOf('**On-call (night):** A\n**R&D:** B\n**Propriétaire :** C\n**負責人:** D\n**3rd party:** E'),
    ).toStrictEqual(['On-call (night) = A', 'R&D = B', 'Propriétaire = C', '負責人 = D', '3rd party = E'])
  })

  test('may wrap, where its key tells a fact or others are short', () => {
    const wrapped = `orders are lost ${'while nobody can pay in any of the shops '.repeat(4)}`.trim()
    const lines = wrapped.replace(/(.{60}\S*) /g, '$1\n')
    expect(lines.split('\n').length).toBeGreaterThan(2)
    expect(fieldsOf(`**Severity:** ${lines}`)).toStrictEqual([`Severity = ${wrapped}`])
    expect(fieldsOf(`**Severity:** high\n**Symptom:** ${lines}\n**Dashboard:** shop`)).toStrictEqual([
      'Severity = high',
      `Symptom = ${wrapped}`,
      'Dashboard = shop',
    ])
    expect(fieldsOf(`**Symptom:** ${lines}\n**Cause:** ${lines}`), 'paragraphs').toStrictEqual([])
    expect(fieldsOf(`**Severity:** ${lines.repeat(3)}`), 'a whole text').toStrictEqual([])
  })

  test('may be empty, and may hold colons and bold', () => {
    expect(fieldsOf('**Owner:**\n**Status:** a: **b:** c')).toStrictEqual(['Owner = ', 'Status = a: b: c'])
  })

  test('is found by its name without regard to case', () => {
    const page = pageOf('# T\n\n**last updated:** today\n**OWNER:** Ops team\n**Empty:**\n')
    expect(headerValue(page.header, 'Last Updated')).toBe('today')
    expect(headerValue(page.header, 'Empty')).toBe(undefined)
    expect(headerValue(page.header, 'Status')).toBe(undefined)
    expect(ownerOf(page)).toBe('Ops team')
    expect(ownerOf(pageOf('---\nowner: Front\n---\n# T\n\n**Owner:** Header'))).toBe('Front')
  })

  test('stands where it is written, from its key to the end of its value', () => {
    const cases: [block: string, fields: string[]][] = [
      ['> **Status:** ✅ ok\n> **Owner:** me', ['3:3 **Status:** ✅ ok', '4:3 **Owner:** me']],
      ['**Status**: ok  \n**Owner**: [me](x) ', ['3:1 **Status**: ok', '4:1 **Owner**: [me](x)']],
      ['**Status:** ok\\\n**Owner:**', ['3:1 **Status:** ok', '4:1 **Owner:**']],
      ['**Status:** ok\nand more\n**Owner:** `me`\n', ['3:1 **Status:** ok\nand more', '5:1 **Owner:** `me`']],
      ['**Status:** a\\*b &amp; c<br>**Owner:** me', ['3:1 **Status:** a\\*b &amp; c', '3:29 **Owner:** me']],
    ]
    for (const [block, fields] of cases) {
      for (const end of ['\n', '\r\n']) {
        const text = `# T\n\n${block}`.replaceAll('\n', end)
        const found = pageOf(text).header.map((field) => `${field.line}:${field.column} ${textAt(text, field)}`)
        expect(
          found.map((entry) => entry.replaceAll('\r\n', '\n')),
          block,
        ).toStrictEqual(fields)
      }
    }
  })
})

describe('What only looks like a header block is the beginning of the text', () => {
  const long = 'a sentence that goes on and on '.repeat(5)
  const cases: Record<string, string> = {
    'an alert': '> [!NOTE]\n> **Status:** ok',
    'an ordinary quote': '> Said by someone',
    'a paragraph that begins with bold': '**Dolibarr** is our ERP: it invoices.',
    'bold alone': '**Status**',
    'bold that ends a sentence': '**Stop.** Read this: first.',
    'a colon in the middle of the bold': '**Status: ok** and more',
    'text before the key': 'The **Status:** ok',
    'a list': '- **Status:** ok\n- **Owner:** me',
    'a quote that holds a list too': '> **Status:** ok\n>\n> - a',
    'a key in italics': '*Status:* ok',
    'a key in code': '`Status:` ok',
    'a remark': '**Note:** Do not restart it.',
    'a remark in a quote': '> **Warning:** Do not restart it.',
    'a remark with another': '**Important:** Be quick.\n**Owner of it:** nobody',
    'prose behind a key that is not known': `**Purpose:** ${long}`,
    'a key that is a sentence': '**This is what you have to do when it is down:** restart it',
  }
  for (const [name, block] of Object.entries(cases)) {
    test(name, () => expect(fieldsOf(block)).toStrictEqual([]))
  }

  test('but a remark or prose beside a field that is understood is one of the block', () => {
    expect(fieldsOf(`**Status:** ok\n**Note:** ${long}`)).toStrictEqual(['Status = ok', `Note = ${long.trim()}`])
    expect(fieldsOf('**Version:** 22.0.4')).toStrictEqual(['Version = 22.0.4'])
  })
})
