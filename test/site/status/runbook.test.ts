import { expect, test } from 'vitest'
import { openProject } from '../../../src/config/project.ts'
import { readSources } from '../../../src/config/sources.ts'
import { Guidebooks } from '../../../src/guidebook/guidebooks.ts'
import { serviceMentions } from '../../../src/site/status/service.ts'
import { builtFolder } from '../../status/built-folder.ts'

test('a runbook is a page, a section of it, or an address of the web', async (t) => {
  const runbooks: [written: string, shown: { href: string; title: string } | undefined][] = [
    ['till.md', { href: '/docs/shop/till/', title: 'Till is down' }],
    ['till.md#look-at-the-log', { href: '/docs/shop/till/#look-at-the-log', title: 'Look at the log' }],
    ['../README.md', { href: '/docs/', title: 'Guidebooks' }],
    [
      'https://wiki.example.org/till?view=1',
      { href: 'https://wiki.example.org/till?view=1', title: 'wiki.example.org' },
    ],
    // The check of links tells of these.
    ['nowhere.md', undefined],
    ['javascript:alert(1)', undefined],
    ['https://', undefined],
  ]
  const declared = runbooks.map(([written], index) => `  s${index}: { runbook: "${written}" }\n`).join('')
  const root = await builtFolder(t, {
    'guidebooks/README.md': '# Guidebooks\n',
    'guidebooks/shop/till.md': '# Till is down\n\n## Look at the log\n',
    'guidebooks/shop/services.yaml': `services:\n${declared}`,
  })
  const { project } = await openProject({ root })
  const { services, pages, files } = await readSources(project)
  const guidebooks = new Guidebooks({ pages, files, inRepository: 'guidebooks' }, { drafts: false })
  expect(
    serviceMentions(services, { guidebooks, base: '/docs/' }, project).map(({ runbook }) => runbook),
  ).toStrictEqual(runbooks.map(([, shown]) => shown))
})
