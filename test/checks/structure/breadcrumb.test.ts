import { describe, expect, test } from 'vitest'
import { structure } from '../../../checks/structure/structure.ts'
import { type Files, findIn, mended, told } from './written-guidebooks.ts'

const codes = /\/breadcrumb-/

/** Guidebooks around one page, whose first line is given. */
function withLine(line: string, file = 'erp/operations.md'): Files {
  return {
    'README.md': '# Guidebooks',
    'erp/README.md': '# ERP',
    'erp/operations.md': '# Operations',
    'erp/restore.md': '# Restore a backup',
    'erp/eu/README.md': '# ERP in Europe',
    'erp/eu/vat.md': '# VAT',
    'erp/bare/page.md': '# Bare',
    'odoo/README.md': '# Odoo',
    [file]: `${line}\n\n# ${{ 'README.md': 'Guidebooks', 'erp/README.md': 'ERP', 'erp/eu/vat.md': 'VAT', 'erp/bare/page.md': 'Bare' }[file] ?? 'Operations'}\n`,
  }
}

describe('A line that follows the tree is right', () => {
  const cases: [line: string, file?: string][] = [
    ['[Guidebooks](../README.md) > [ERP](README.md) > **Operations**'],
    ['[Home](../) › [erp](.) › operations'],
    ['[All](/) / [ERP](/erp/) / _Ops_'],
    ['[Guidebooks](../README.md#systems) → [E.R.P.](./README.md) → **Daily operations**'],
    ['[Project](../../README.md) > [Guidebooks](../README.md) > [ERP](README.md) > **Operations**'],
    ['[Guidebooks](../README.md) > **ERP**', 'erp/README.md'],
    ['[Guidebooks](../../README.md) > [ERP](../README.md) > [Europe](README.md) > **VAT**', 'erp/eu/vat.md'],
    ['[Guidebooks](../../README.md) > [ERP](../README.md) > **Bare**', 'erp/bare/page.md'],
    ['[Guidebooks](../../README.md) > [ERP](../README.md) > [Bare](./) > **Bare**', 'erp/bare/page.md'],
    ['[Project](../README.md) > **Guidebooks**', 'README.md'],
  ]
  for (const [line, file] of cases)
    test(`${line} in ${file ?? 'erp/operations.md'}`, async () => {
      expect(await told(withLine(line, file), codes)).toStrictEqual([])
    })
})

describe('A step that does not', () => {
  const cases: Record<string, [line: string, found: string[], right: string, file?: string]> = {
    'leads to another page': [
      '[Guidebooks](../README.md) > [ERP](restore.md) > **Operations**',
      ['breadcrumb-target: [ERP](restore.md)'],
      '[Guidebooks](../README.md) > [ERP](README.md) > **Operations**',
    ],
    'leads nowhere': [
      '[Guidebooks](../READM.md) › [`ERP`](README.md "up") › Operations',
      ['breadcrumb-target: [Guidebooks](../READM.md)'],
      '[Guidebooks](../README.md) › [`ERP`](README.md "up") › Operations',
    ],
    'leads to another guidebook, with its name': [
      '[Guidebooks](../README.md) > [Odoo](../odoo/README.md) > **Operations**',
      ['breadcrumb-target: [Odoo](../odoo/README.md)'],
      '[Guidebooks](../README.md) > [ERP](README.md) > **Operations**',
    ],
    'has the name of another page': [
      '[Guidebooks](../README.md) > [Odoo](README.md) > **Restore a backup**',
      ['breadcrumb-text: [Odoo](README.md)', 'breadcrumb-text: **Restore a backup**'],
      '[Guidebooks](../README.md) > [ERP](README.md) > **Operations**',
    ],
    'is missing at the beginning': [
      '[ERP](README.md) > **Operations**',
      ['breadcrumb-steps: [ERP](README.md)'],
      '[Guidebooks](../README.md) > [ERP](README.md) > **Operations**',
    ],
    'is missing in the middle': [
      '[All](../README.md)>**Ops**',
      ['breadcrumb-steps: **Ops**'],
      '[All](../README.md)>[ERP](README.md)>**Ops**',
    ],
    'is missing at the end': [
      '[Guidebooks](../README.md) > [ERP](README.md)',
      ['breadcrumb-steps: [ERP](README.md)'],
      '[Guidebooks](../README.md) > [ERP](README.md) > **Operations**',
    ],
    'is missing among folder links': [
      '[Guidebooks](../../) > [Europe](./) > **VAT**',
      ['breadcrumb-steps: [Europe](./)'],
      '[Guidebooks](../../) > [ERP](../) > [Europe](./) > **VAT**',
      'erp/eu/vat.md',
    ],
    'is one too many': [
      '[Guidebooks](../README.md) > [Odoo](../odoo/README.md) > [ERP](README.md) > **Operations**',
      ['breadcrumb-steps: [Odoo](../odoo/README.md)'],
      '[Guidebooks](../README.md) > [ERP](README.md) > **Operations**',
    ],
    'stands in the wrong order': [
      '[ERP](README.md) > [Guidebooks](../README.md) > **Operations**',
      ['breadcrumb-steps: [ERP](README.md)', 'breadcrumb-steps: **Operations**'],
      '[Guidebooks](../README.md) > [ERP](README.md) > **Operations**',
    ],
    'links the page to itself': [
      '[Guidebooks](../README.md) > [ERP](README.md) > [Operations](operations.md)',
      ['breadcrumb-steps: [Operations](operations.md)'],
      '[Guidebooks](../README.md) > [ERP](README.md) > **Operations**',
    ],
    'stands on another line': [
      '[Guidebooks](../README.md) >\n[ERP](restore.md) >\n**Operations**',
      ['breadcrumb-target: [ERP](restore.md)'],
      '[Guidebooks](../README.md) >\n[ERP](README.md) >\n**Operations**',
    ],
  }
  for (const [name, [line, found, right, file = 'erp/operations.md']] of Object.entries(cases)) {
    test(name, async () => {
      for (const end of ['\n', '\r\n']) {
        const files = withLine(line.replaceAll('\n', end), file)
        const expected = found.map((one) => one.replace(':', ` ${file}:`))
        expect((await told(files, codes)).sort()).toStrictEqual(expected.sort())
        const text = await mended(files, file, codes)
        expect(text.split(/\r?\n\r?\n#/)[0]).toBe(right.replaceAll('\n', end))
        expect(await told({ ...files, [file]: text }, codes), 'after the fix').toStrictEqual([])
      }
    })
  }
})

test('only a wrong target is an error; a link to the page itself is an info', async () => {
  const files = withLine('[Guidebooks](../README.md) > [ERP](README.md) > [Operations](operations.md)')
  const [self] = (await findIn(files)).filter(({ code }) => codes.test(code))
  expect(self?.severity).toBe('info')
  const weights = Object.entries(structure.codes).filter(([code]) => codes.test(code))
  expect(weights.map(([code, { severity }]) => `${code} ${severity}`)).toStrictEqual([
    'structure/breadcrumb-target error',
    'structure/breadcrumb-steps warning',
    'structure/breadcrumb-text warning',
  ])
})

test('where most lines leave the root out, none has to have it', async () => {
  const files: Files = { 'README.md': '# Guidebooks', 'erp/README.md': '# ERP' }
  for (const name of ['a', 'b', 'c']) files[`erp/${name}.md`] = `[ERP](README.md) > **${name}**\n\n# ${name}\n`
  expect(await told(files, codes)).toStrictEqual([])
})

test('names with signs are written so that they read as they are', async () => {
  const files: Files = {
    'README.md': '# All',
    'a (b)/README.md': '# *Odd* [name]_x_ a_b',
    'a (b)/c.md': '[All](../README.md) > [Wrong](../missing.md) > **C**\n\n# C',
  }
  const text = await mended(files, 'a (b)/c.md', codes)
  expect(text.split('\n')[0]).toBe('[All](../README.md) > [Odd \\[name\\]x a_b](README.md) > **C**')
})

describe('A page without a line', () => {
  const line = (name: string) => `[All](../README.md) > [ERP](README.md) > **${name}**\n\n# ${name}\n`
  const files: Files = {
    'README.md': '# All',
    'erp/README.md': '[All](../README.md) > **ERP**\n\n# ERP',
    'erp/a.md': line('A'),
    'erp/b.md': line('B'),
    'erp/c.md': '# C',
    'odoo/README.md': '# Odoo',
  }

  test('is told where nearly all of its guidebook have one, without a fix', async () => {
    const [found, ...others] = (await findIn(files)).filter(({ code }) => code === 'structure/missing-breadcrumb')
    expect(found?.file).toBe('guidebooks/erp/c.md')
    expect(found?.hint).toBe('Begin it with [All](../README.md) > [ERP](README.md) > **C**')
    expect(found?.fix).toBe(undefined)
    expect(others).toStrictEqual([])
  })

  test('is right where it is not the custom', async () => {
    expect(await told({ ...files, 'erp/b.md': '# B' }, /missing-breadcrumb/)).toStrictEqual([])
  })
})
