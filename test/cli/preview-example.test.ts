import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { reviewSchema } from '../../src/review/review.ts'
import { changedRepository } from '../review/changed-repository.ts'
import { workedExample } from '../review/worked-example.ts'
import { run } from './command-line.ts'

test('a reviewer is told what the change of a guidebook means', async (t) => {
  const root = await changedRepository(t, workedExample.before, workedExample.after, workedExample.day)
  const comment = path.join(root, 'comment.md')
  const data = path.join(root, 'review.json')
  const args = ['--base', 'main', '--comment', comment, '--format', 'json', '--output', data]
  const { code, stderr } = await run(['preview', '--root', root, ...args])
  expect(code, stderr).toBe(0)
  const { summary, meaning } = reviewSchema.parse(JSON.parse(readFileSync(data, 'utf8')))
  expect(summary).toMatchObject({ changed: 3, new: 0, gone: 0, moved: 0 })

  // Each place that gave the wrong host was told before, and is not any more.
  const hosts = meaning.findings.mended.filter(({ code }) => code === 'hosts/conflict' || code === 'hosts/retired')
  expect([...new Set(hosts.map(({ file }) => file))].toSorted()).toStrictEqual([
    'guidebooks/fsm/README.md',
    'guidebooks/fsm/networks.md',
    'guidebooks/fsm/services.md',
  ])

  expect(meaning.sections).toMatchObject([
    {
      state: 'renamed',
      text: 'A host answers 502 or 504',
      now: { text: 'A host answers with 502 or 504' },
      pointers: [
        { file: 'guidebooks/fsm/README.md' },
        { file: 'guidebooks/fsm/services.md' },
        { file: 'guidebooks/fsm/redirects.md' },
        { kind: 'alert', name: 'HostUnavailable', file: 'guidebooks/fsm/rules.yaml', line: 8 },
      ],
    },
  ])
  expect(meaning.findings.new.map(({ code, file }) => `${code} ${file}`)).toStrictEqual([
    'links/missing-anchor guidebooks/fsm/README.md',
    'links/missing-anchor guidebooks/fsm/redirects.md',
    'alerts/missing-section guidebooks/fsm/rules.yaml',
    'links/missing-anchor guidebooks/fsm/services.md',
  ])
  expect(
    meaning.consequences.map(({ weight, text, file }) => `${weight}: ${text}${file === undefined ? '' : ` (${file})`}`),
  ).toStrictEqual([
    'danger: `docker compose down` is new: it deletes, stops or forces something (guidebooks/fsm/networks.md)',
    'attention: `erpnext.api` is down after 3 failures instead of 2 (guidebooks/fsm/services.yaml)',
    'plain: `openssl s_client -connect sign.gigafibre.ca:443 -servername sign.gigafibre.ca` instead of `openssl s_client -connect docs.gigafibre.ca:443 -servername docs.gigafibre.ca` (guidebooks/fsm/networks.md)',
    'plain: Names the host `sign.gigafibre.ca` instead of the host `docs.gigafibre.ca` (guidebooks/fsm/README.md)',
    'plain: Names the host `sign.gigafibre.ca` instead of the host `docs.gigafibre.ca` (guidebooks/fsm/networks.md)',
    'plain: Names the host `sign.gigafibre.ca` instead of the host `docs.gigafibre.ca` (guidebooks/fsm/services.md)',
    'plain: Touches 3 pages of `Operations team`',
    'plain: Touches 5 files of `@acme/field`, as `CODEOWNERS` says',
  ])

  const text = readFileSync(comment, 'utf8')
  expect(text.split('\n')[0]).toMatch(/^\*\*3 pages changed; 1 dangerous line, 4 new findings/)
  expect(text).not.toMatch(/@acme/)
})
