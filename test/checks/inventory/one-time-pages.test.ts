import { expect, test } from 'vitest'
import { commands } from '../../../checks/commands/commands.ts'
import { hosts } from '../../../checks/hosts/hosts.ts'
import { checkFolder } from '../engine/project-files.ts'
import { TestRepository } from '../test-repository.ts'

test('What is gone weighs less on a page that was written once and that nothing names or that is of a day', async () => {
  const repository = new TestRepository()
  try {
    const page = '# Edge\n\nOpen https://orders.acme.dev/ and run `scripts/restore.sh latest`.\n'
    const once = (name: string) => ({ [`guidebooks/${name}.md`]: page })
    const ingress = (host: string) =>
      `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec:\n  rules:\n    - host: ${host}\n`
    repository.write({
      ...{ ...once('account'), ...once('linked'), ...once('listed'), ...once('kept'), ...once('runbooks/edge') },
      'guidebooks/README.md': `${page}\nSee [more](linked.md) and [that day](dated.md).\n`,
      'guidebooks/dated.md': page.replace('# Edge\n', '# Edge\n\n**Date:** 2026-01-10\n'),
      'nav.yaml': 'pages: [listed.md]\n',
      'i.yaml': ingress('orders.acme.dev'),
      'scripts/restore.sh': '#!/bin/sh\n',
    })
    repository.commit('first', '2026-01-10')
    for (const day of ['2026-01-20', '2026-01-30']) {
      repository.write({ 'guidebooks/kept.md': `${page}\nSince ${day}.\n` }).commit('more', day)
    }
    repository.write({ 'i.yaml': ingress('sales.acme.dev'), 'scripts/restore.sh': undefined })
    repository.commit('last', '2026-02-10')
    repository.write(once('fresh'))
    const { findings } = await checkFolder(repository.root, { checks: [hosts, commands] })
    const gone = findings.filter(({ code }) => /removed/.test(code))
    const weights = Object.groupBy(gone, ({ severity }) => severity)
    const files = (severity: 'info' | 'warning') => [...new Set(weights[severity]?.map(({ file }) => file))].sort()
    expect(gone).toHaveLength(16)
    expect(files('info')).toStrictEqual(['guidebooks/account.md', 'guidebooks/dated.md'])
    expect(files('warning')).toStrictEqual(
      ['README', 'fresh', 'kept', 'linked', 'listed', 'runbooks/edge'].map((name) => `guidebooks/${name}.md`),
    )
  } finally {
    repository.remove()
  }
})
