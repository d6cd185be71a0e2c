import { afterAll, expect, test } from 'vitest'
import { WorkTreeFiles } from '../../../checks/history/git-files.ts'
import { TestRepository } from '../test-repository.ts'

const repository = new TestRepository()
afterAll(() => repository.remove())

/** Names that stand by themselves somewhere; the rest stands in longer ones alone, or on pages. */
const byThemselves: Record<string, string> = {
  'docs.acme.dev': 'curl https://docs.acme.dev/health',
  'wiki.acme.dev': 'HOST=$'.concat('{HOST:-wiki.acme.dev}'),
  'hub.acme.dev': 'x hub.acme.dev. 3600 IN A 10.0.0.1',
  'a.acme.dev': 'a.acme.dev b.a.acme.dev',
  'crowdsec-web': 'http://crowdsec-web.crowdsec.svc',
  '10.0.0.9': '- 10.0.0.9-10.0.0.20',
  'SETUP.md': '# see docs/SETUP.md',
  vmalert: 'image: vmalert-main',
}
const parts: Record<string, string> = {
  'sign.acme.dev': 'curl https://old-sign.acme.dev/',
  'shop.acme.dev': '$'.concat('{ENV}-shop.acme.dev *.shop.acme.dev $(X).shop.acme.dev'),
  'acme.net': 'www.acme.net, acme.net.au',
  'mail.acme.dev': 'secretName: mail.acme.dev-tls',
  'chaos-mesh': 'new-chaos-mesh chaos-mesh-operator',
  '10.0.0.1': '110.0.0.1 10.0.0.1.example 1.10.0.0.1',
  'PLAN.md': 'OLD-PLAN.md',
}

test('names stand in text by themselves, and not as parts of longer ones', async () => {
  repository.write({
    'a b/é.sh': Object.values(byThemselves).join('\n').replace('IN A 10.0.0.1', 'IN A 10.0.0.5'),
    'b.py': Object.values(parts).join('\n'),
    '.waymark/check.json': '"kept.acme.dev"',
    'ops/.waymark/check.json': '"kept.acme.dev"',
    'page.md': [...Object.keys(parts), 'only-here.acme.dev'].join('\n'),
  })
  const files = new WorkTreeFiles(repository.root, new AbortController().signal)
  const names = [
    ...Object.keys(byThemselves),
    ...Object.keys(parts),
    'only-here.acme.dev',
    'absent.acme.dev',
    'kept.acme.dev',
  ]
  expect((await files.namesInText(names)).toSorted()).toStrictEqual(Object.keys(byThemselves).toSorted())
})

test('names in what Waymark wrote stand nowhere, unless another file has them', async () => {
  const baseline = (...names: string[]) => `{"waymark":"baseline","version":1,"findings":${JSON.stringify(names)}}`
  repository.write({
    'known.json': baseline('told.acme.dev', 'ToldAlert', 'both.acme.dev', 'BothAlert'),
    'scan.sarif': '{"text":"told.acme.dev ToldAlert"}',
    'z.sh': 'curl both.acme.dev/BothAlert',
  })
  const files = new WorkTreeFiles(repository.root, new AbortController().signal)
  const names = ['told.acme.dev', 'ToldAlert', 'both.acme.dev', 'BothAlert']
  expect((await files.namesInText(names)).toSorted()).toStrictEqual(['BothAlert', 'both.acme.dev'])
})
