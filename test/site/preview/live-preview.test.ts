import { expect, test } from 'vitest'
import type { StatusSnapshot } from '../../../checks/probes/verdict.ts'
import { openProject } from '../../../src/config/project.ts'
import { withMoments } from '../../../src/review/moments.ts'
import { loadSite } from '../../../src/site/load.ts'
import { FormerSite, LivePreview } from '../../../src/site/preview/live-preview.ts'
import { Site } from '../../../src/site/site.ts'
import { changedRepository } from '../../review/changed-repository.ts'

const { signal } = new AbortController()

const services =
  'services:\n  erp:\n    name: ERP\n    probes:\n      ping:\n        http: GET https://erp.example.org/health\n'
const page = (version: string) => `# ERP\n\nIt is [${version}](status:erp.ping#json.version).\n`

test('dev holds what is written against what a probe found last, before and after the checks', async (t) => {
  const root = await changedRepository(
    t,
    { 'guidebooks/services.yaml': services, 'guidebooks/README.md': page('22.0.4') },
    { 'guidebooks/README.md': page('22.0.5') },
  )
  const now = new Date()
  const checkedAt = now.toISOString()
  const verdict = { id: 'erp.ping', service: 'erp', kind: 'http' as const, state: 'up' as const, since: checkedAt }
  const found = { checkedAt, everyMs: 30_000, durationMs: 12, phases: {}, conditions: [] }
  const probes = [{ ...verdict, ...found, facts: { 'json.version': '22.0.4' } }]
  const snapshot: StatusSnapshot = { version: 1, environment: null, checkedAt, probes }
  const { project } = await openProject({ root, signal })
  await withMoments({ project, base: 'main', isWorktree: true, signal }, async ({ before, after, changes }) => {
    const [then, is] = await Promise.all(
      [before, after].map(async (moment) => {
        const { parts } = await loadSite(moment.project, { drafts: false, status: { snapshot }, signal })
        return new Site(parts)
      }),
    )
    if (!then || !is) return expect.unreachable()
    const former = new FormerSite({ site: then, ref: 'main', commit: before.commit, notes: [], needsDrawing: false })
    const told = { topic: 'hosts' as const, weight: 'danger' as const, text: 'Something' }
    const checked = { findings: { new: [], mended: [], remaining: 0 }, consequences: [told], outside: [] }
    const fact = {
      ...{ topic: 'services', weight: 'attention', file: 'guidebooks/README.md', line: 3 },
      text: 'Says `22.0.5` instead of `22.0.4`, which is what `erp.ping` last found',
    }
    for (const [meaning, consequences] of [
      [undefined, [fact]],
      [checked, [told, fact]],
    ] as const) {
      const preview = new LivePreview({ former, after: is, changes, head: after.commit, now, meaning })
      expect(preview.review.meaning.consequences).toStrictEqual(consequences)
    }
  })
})
