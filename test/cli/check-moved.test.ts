import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { TestRepository } from '../checks/test-repository.ts'
import { check } from './checked-project.ts'

const body = (what: string) => Array.from({ length: 20 }, (_, index) => `${what}, line ${index}.\n`).join('\n')

/** A page of each kind of link that leads nowhere, and what `--fix` makes of it. */
const links: Record<string, string> = {
  // Git has seen it move.
  '[Deploy](deploy.md)': '[Deploy](tasks/deploying.md)',
  '[Deploy](deploy.md#deploy)': '[Deploy](tasks/deploying.md#deploy)',
  '[Old](old/)': '[Old](new/)',
  // A section that the page does not have: the link would be as dead as before.
  '[Deploy](deploy.md#gone)': '[Deploy](deploy.md#gone)',
  // Another page of the name stands elsewhere, in a folder beside and in one below.
  '[Architecture](architecture.md)': '[Architecture](architecture.md)',
  '[Restore](restore.md)': '[Restore](restore.md)',
  // It was there, and was deleted: the name that is like it is another page's.
  '[Monitors](monitorings.md)': '[Monitors](monitorings.md)',
  // Slips of the finger, in the folder itself and in those beside it.
  '[Trouble](troubelshooting.md)': '[Trouble](troubleshooting.md)',
  '[Setup](architetcure.md)': '[Setup](../onboarding/architecture.md)',
  // At the end of a word it may be another page.
  '[More](architectures.md)': '[More](architectures.md)',
}

describe('waymark check --fix, on links whose file is not there', () => {
  const repository = new TestRepository()
  afterAll(() => repository.remove())
  const file = 'guidebooks/erp/README.md'
  const page = (texts: string[]) => `# ERP\n\n${texts.map((text) => `- ${text}\n`).join('')}`

  it('changes those that git has seen move and slips of the finger, and no other', async () => {
    repository
      .write({
        [file]: page(Object.keys(links)),
        'guidebooks/README.md': '# Hub\n\n[ERP](erp/README.md)\n',
        'guidebooks/erp/deploy.md': `# Deploy\n\n${body('Deploy')}`,
        'guidebooks/erp/old/README.md': `# Old\n\n${body('Old')}`,
        'guidebooks/erp/monitoring.md': `# Monitoring\n\n${body('Monitoring')}`,
        'guidebooks/erp/monitorings.md': `# Monitorings\n\n${body('All of them')}`,
        'guidebooks/erp/troubleshooting.md': '# Trouble\n',
        'guidebooks/erp/tasks/restore.md': '# Restore\n',
        'guidebooks/onboarding/README.md': '# Onboarding\n',
        'guidebooks/onboarding/architecture.md': '# Architecture\n',
      })
      .commit('first', '2026-01-01')
    repository.git('mv', 'guidebooks/erp/deploy.md', 'guidebooks/erp/tasks/deploying.md')
    repository.git('mv', 'guidebooks/erp/old', 'guidebooks/erp/new')
    repository.git('rm', '--quiet', 'guidebooks/erp/monitorings.md')
    repository.commit('move', '2026-01-02')
    await check(repository.root, '--only', 'links', '--fix')
    expect(readFileSync(path.join(repository.root, file), 'utf8')).toBe(page(Object.values(links)))
  })

  it('asks about a file of the name that stands elsewhere, but sends nobody to one file for all', async () => {
    const names = ['a', 'b', 'c', 'd']
    const all = new TestRepository()
    try {
      all.write({
        'guidebooks/common/setup.md': '# Setup\n',
        'guidebooks/common/restore-the-shop.md': '# Restore\n',
        'guidebooks/a/README.md': '# A\n\n[restore](restore-the-shop.md)\n',
        ...Object.fromEntries(names.map((name) => [`guidebooks/${name}/page.md`, '# Page\n\n[setup](setup.md)\n'])),
      })
      const { stdout } = await check(all.root, '--only', 'links', '--format', 'json')
      const found: { code: string; message: string; hint?: string; fix?: unknown }[] = JSON.parse(stdout).findings
      expect(found.map(({ hint, fix }) => [hint, fix])).toStrictEqual([
        ['Did you mean `../common/restore-the-shop.md`?', undefined],
        ...names.map(() => [undefined, undefined]),
      ])
    } finally {
      all.remove()
    }
  })
})
