import { afterEach, describe, expect, test } from 'vitest'
import { alerts } from '../../../checks/alerts/alerts.ts'
import { commands } from '../../../checks/commands/commands.ts'
import { hosts } from '../../../checks/hosts/hosts.ts'
import { values } from '../../../checks/values/values.ts'
import { checkFolder } from '../engine/project-files.ts'
import { TestRepository } from '../test-repository.ts'
import { estates } from './estates.ts'
import { makePublicTree } from './public-tree.ts'

let repository: TestRepository | undefined
afterEach(() => repository?.remove())

/** Every code that is told by default, but for what stands for twenty others: pages of the manual say what each means. */
const codes = [alerts, commands, hosts, values]
  .flatMap((check) => Object.entries(check.codes))
  .flatMap(([code, { severity, needs }]) =>
    severity === 'off' || needs || code.endsWith('/shared-cause') ? [] : [code],
  )
  .sort()

for (const [kind, estate] of Object.entries(estates))
  describe(`A repository of ${kind}, of about 100 pages: every contradiction is told at its line, and nothing else`, () => {
    for (const seed of [1, 2, 3, 4, 5, 6])
      test(`seed ${seed}`, async () => {
        const { before, after, pages, planted } = makePublicTree(estate, seed)
        expect(pages).toBeGreaterThan(95)
        expect([...new Set(planted.map((one) => one.split(' ')[1]))].sort()).toStrictEqual(codes)
        repository = new TestRepository()
        repository.write(before).commit('first', '2026-01-10')
        repository.write(after).commit('second', '2026-02-10')
        const { findings } = await checkFolder(repository.root, { checks: [hosts, alerts, commands, values] })
        const told = findings.map(({ file, line, code }) => `${file}:${line} ${code}`).sort()
        expect(told).toStrictEqual(planted)
      })
  })
