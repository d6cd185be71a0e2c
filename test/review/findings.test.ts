import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runChecks } from '../../checks/engine/engine.ts'
import { checks } from '../../checks/registry.ts'
import { newFindings } from '../../checks/since/new-findings.ts'
import { openProject } from '../../src/config/project.ts'
import { MemoryCache } from '../../src/files/section-cache.ts'
import { SharedPages } from '../../src/guidebook/shared-pages.ts'
import { compareFindings } from '../../src/review/findings.ts'
import { type Moment, withMoments } from '../../src/review/moments.ts'
import { changedRepository, type Files } from './changed-repository.ts'
import { workedExample } from './worked-example.ts'

const { signal } = new AbortController()

/** All that one moment is found to be, by itself: nothing is known of the other, and nothing is kept. */
async function alone({ project, findings }: Moment) {
  const context = { cache: new MemoryCache(), now: Date.now, env: {}, signal, note: () => {} }
  const { snapshot, ungrouped } = await runChecks(project, findings, { checks, context, inScope: () => true })
  return { input: snapshot.input, findings: ungrouped }
}

const files = Object.entries(workedExample.before)
const pages = files.filter(([file]) => file.endsWith('.md'))

/** What breaks and mends links, anchors, hosts, commands and dates of any page. */
const edit = fc.record({
  page: fc.nat(pages.length - 1),
  change: fc.constantFrom<((text: string) => string | undefined)[]>(
    () => undefined,
    (text) => text.replace(/^## .*$/m, '## Called otherwise'),
    (text) => text.replace(/\]\(([\w-]+)\.md/, '](no-$1.md'),
    (text) => text.replaceAll('sign.gigafibre.ca', 'docs.gigafibre.ca'),
    (text) => `${text}\nSee [there](nowhere.md) and run \`make nothing\`.\n`,
    (text) => text.replace(/^> \*\*Last Updated:\*\* .*$/m, '> **Last Updated:** 2020-01-01'),
  ),
})

function changed(edits: readonly (typeof edit extends fc.Arbitrary<infer T> ? T : never)[]): Files {
  return Object.fromEntries(
    edits.map(({ page, change }) => [pages[page]?.[0] ?? '', change(String(pages[page]?.[1] ?? ''))]),
  )
}

test('What both moments share is read once, and as much is found as in each by itself', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 6, maxLength: 8 }), async (edits) => {
      const steps: (() => unknown)[] = []
      const lifetime = { onTestFinished: (step: () => unknown) => void steps.push(step) }
      try {
        const root = await changedRepository(lifetime, workedExample.before, changed(edits))
        const { project } = await openProject({ root, signal })
        await withMoments({ project, base: 'main', isWorktree: false, signal }, async (moments) => {
          const shared = new SharedPages()
          const { before, after, fresh, mended } = await compareFindings(moments, { shared, signal })
          const [then, now] = [await alone(moments.before), await alone(moments.after)]
          expect([before?.pages, after?.pages]).toStrictEqual([then.input.pages, now.input.pages])
          expect(fresh).toStrictEqual(await newFindings(then, now, moments.changes))
          // The same again, with all that was kept.
          const again = await compareFindings(moments, { shared, signal })
          expect([again.fresh, again.mended]).toStrictEqual([fresh, mended])
        })
      } finally {
        for (const step of steps.toReversed()) await step()
      }
    }),
    { seed: 16, numRuns: 1 },
  )
})
