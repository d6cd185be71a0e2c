import { describe, expect, test } from 'vitest'
import { type Files, findIn, told } from './written-guidebooks.ts'

describe('A folder of pages has a page of its own', () => {
  const folders = async (files: Files, isRoot = false) =>
    (await findIn(files, { isRoot })).filter(({ code }) => code === 'structure/missing-readme').map(({ file }) => file)

  test('a guidebook always', async () => {
    expect(await folders({ 'erp/a.md': '# A', 'odoo/b.md': '# B' })).toStrictEqual([
      'guidebooks/erp',
      'guidebooks/odoo',
    ])
  })

  test('a folder in it where others have one', async () => {
    const files = { 'erp/README.md': '# ERP', 'erp/a/b.md': '# B', 'erp/c/index.md': '# C', 'erp/d/e/f.md': '# F' }
    expect(await folders(files)).toStrictEqual(['guidebooks/erp/a', 'guidebooks/erp/d/e'])
  })

  test('a folder of folders needs none', async () => {
    expect(await folders({ 'erp/README.md': '#', 'erp/a/b/README.md': '#', 'erp/a/c/README.md': '#' })).toStrictEqual(
      [],
    )
  })

  test('a draft is one', async () => {
    expect(await folders({ 'erp/README.md': '---\ndraft: true\n---\n# ERP', 'erp/a.md': '# A' })).toStrictEqual([])
  })

  test('where a whole repository is read, only if that is its custom', async () => {
    const files: Files = { 'README.md': '# R', 'alerts/x/a.md': '# A', 'alerts/y/b.md': '# B', 'alerts/z/c.md': '# C' }
    expect(await folders(files, true)).toStrictEqual([])
    expect(await folders({ ...files, 'alerts/x/README.md': '#', 'alerts/y/README.md': '#' }, true)).toStrictEqual([
      'alerts/z',
    ])
  })
})

describe('Some page leads to each page', () => {
  const files: Files = {
    'README.md': '# All',
    'erp/README.md': '# ERP\n\n[B](b.md) and <a href="c.md">C</a> and [D][d]\n\n[d]: ./d.md#x',
    'erp/a.md': '[ERP](README.md) > **A**\n\n# A\n\n[A](a.md) [A](#a)',
    'erp/b.md': '# B',
    'erp/c.md': '# C',
    'erp/d.md': '# D',
    'erp/eu/README.md': '# EU',
    'loose/e.md': '# E',
  }

  test('a link to itself does not count; folders’ pages and folders without one are passed over', async () => {
    expect(await told(files, /orphan/)).toStrictEqual(['orphan erp/a.md: '])
  })

  test('a service’s runbook counts, and so does a link of a draft', async () => {
    const place = { line: 1, column: 1, endLine: 1, endColumn: 1 }
    const service = { id: 'erp', name: 'ERP', file: 'guidebooks/erp/services.yaml', folder: 'guidebooks/erp', place }
    const settings = { hosts: [], retired: [], probes: [], locate: () => place }
    const services = [{ ...service, ...settings, runbook: 'a.md#restart' }]
    expect(await told(files, /orphan/, { services })).toStrictEqual([])
    const draft = '---\ndraft: true\n---\n[A](a.md)'
    expect(await told({ ...files, 'erp/draft.md': draft }, /orphan/)).toStrictEqual([])
  })

  test('a repository’s own pages are passed over, and a hub that lists nothing', async () => {
    expect(await told({ 'README.md': '# R', 'CONTRIBUTING.md': '# C' }, /orphan/, { isRoot: true })).toStrictEqual([])
    const many: Files = { 'erp/README.md': '# ERP' }
    for (let n = 0; n < 12; n++) many[`erp/${n}.md`] = `# ${n}`
    expect(await told(many, /orphan/)).toStrictEqual([])
  })
})

describe('Records and parts of pages are let be', () => {
  test('nothing has to lead to them, and pages of one folder are told once', async () => {
    const files = {
      'erp/README.md': '# E',
      'erp/b/1.md': '# 1',
      'erp/b/2.md': '# 2',
      'erp/b/README.md': '[1](../../x.md)',
      'erp/archive/old.md': '# O',
      'erp/_part.md': 'text',
      'erp/CHANGELOG.md': '# C',
    }
    expect(await told(files, /orphan/)).toStrictEqual(['orphan erp/b/1.md: '])
    const [found] = (await findIn(files)).filter(({ code }) => code.endsWith('orphan'))
    expect(found?.hint).toMatch(/; nothing leads to 1 other page beside it$/)
  })

  test('their folders need no page, and others only where those beside them have one', async () => {
    const files = {
      'erp/README.md': '# E',
      'erp/a/README.md': '# A',
      'erp/b/README.md': '# B',
      'erp/c/1.md': '# 1',
      'erp/a/meetings/1.md': '# M',
      'erp/b/x/1.md': '# X',
      'erp/b/y/1.md': '# Y',
      'erp/b/z/README.md': '# Z',
    }
    expect(await told(files, /missing-readme/)).toStrictEqual(['missing-readme erp/c: '])
  })
})

describe('A title is of one page of its guidebook', () => {
  test('the later page is told, at its title', async () => {
    const files = {
      'erp/a.md': '# Restart  it',
      'erp/b/c.md': '[A](a.md) > **B**\n\n# restart it #\n',
      'erp/d.md': '---\ntitle: Restart it\n---\n',
      'odoo/a.md': '# Restart it',
      'README.md': '# Restart it',
    }
    expect(await told(files, /duplicate-title/)).toStrictEqual(['duplicate-title erp/b/c.md: # restart it #'])
    const [found] = (await findIn(files)).filter(({ code }) => code.endsWith('duplicate-title'))
    expect(found?.hint).toBe('Give each a title that says what it is about; 1 other page has it too')
  })

  test('meeting notes and other records may have one', async () => {
    const files = { 'erp/a.md': '# Sync', 'erp/meetings/b.md': '# Sync', 'erp/meetings/c.md': '# Sync' }
    expect(await told(files, /duplicate-title/)).toStrictEqual([])
  })

  test('one page in the folders of several versions may have one, another page there may not', async () => {
    const files = {
      'docs/v3.4/a.md': '# Install',
      'docs/v3.5/a.md': '# Install',
      'docs/next/a.md': '# Install',
      'docs/next/b.md': '# Install',
      'docs/ops/a.md': '# Install it',
      'docs/dev-ops/a.md': '# Install it',
    }
    expect(await told(files, /duplicate-title/)).toStrictEqual([
      'duplicate-title docs/ops/a.md: # Install it',
      'duplicate-title docs/next/b.md: # Install',
    ])
  })

  test('drafts and pages that are named after their files have none', async () => {
    const files = {
      'erp/a/x.md': 'text',
      'erp/b/x.md': 'text',
      'erp/c.md': '# C',
      'erp/d.md': '---\ndraft: true\n---\n# C',
    }
    expect(await told(files, /duplicate-title/)).toStrictEqual([])
  })
})
