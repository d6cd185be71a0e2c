import { describe, expect, it } from 'vitest'
import { check, project } from './checked-project.ts'

/** A page with an error at two places, and one with a warning. */
const mixed = {
  'guidebooks/README.md': '# Hub\n\n[Shop](shop.md)\n',
  'guidebooks/shop.md': '# Shop\n\n[x](nowhere.md)\n\n[y](nowhere.md)\n\n# Second title\n',
}

describe('waymark check tells as much as it is asked for', () => {
  it('what is repeated once, with its places', async () => {
    const { code, stdout } = await check(project(mixed), '--no-cache', '--format', 'json', '--only', 'links')
    const { summary, findings } = JSON.parse(stdout)
    expect([code, summary.errors, findings.length]).toStrictEqual([1, 1, 1])
    expect([findings[0].line, findings[0].others[0].line]).toStrictEqual([3, 5])
  })

  it('--severity shows what weighs as much, counts the rest, and leaves the exit status', async () => {
    const root = project(mixed)
    const run = (...args: string[]) => check(root, '--no-cache', '--severity', 'error', ...args)
    const { code, stdout } = await run('--format', 'json')
    expect(code).toBe(1)
    const { summary, findings } = JSON.parse(stdout)
    expect(findings.map(({ severity }: { severity: string }) => severity)).toStrictEqual(['error'])
    expect([summary.warnings, summary.notShown.warnings]).toStrictEqual([0, 1])
    const ofWarnings = await run('--only', 'structure', '--fail-on', 'warning')
    expect(ofWarnings.code, 'what fails the command need not be shown').toBe(1)
    expect(ofWarnings.stdout).toMatch(/^No findings in 2 files, 1 warning not shown, /)
  })

  it('--summary has the numbers alone, for people and for programs', async () => {
    const root = project(mixed)
    const { code, stdout } = await check(root, '--no-cache', '--summary')
    expect(code).toBe(1)
    expect(stdout).toMatch(/^By code\n\n {2}error {4}1 {2}links\/missing-file at 2 places\n/)
    expect(stdout).not.toMatch(/│/)
    const { summary, findings } = JSON.parse((await check(root, '--no-cache', '--summary', '--format', 'json')).stdout)
    expect(findings).toBeUndefined()
    expect(summary.codes[0]).toMatchObject({ code: 'links/missing-file', count: 1, places: 2 })
    expect(summary.folders).toStrictEqual([{ folder: 'guidebooks', errors: 1, warnings: 1, infos: 0 }])
  })

  it('and refuses what contradicts itself', async () => {
    const root = project(mixed)
    const refused = async (...args: string[]) => {
      const { code, stderr } = await check(root, ...args)
      expect(code).toBe(2)
      return stderr
    }
    expect(await refused('--summary', '--all')).toMatch(/Unexpected `--all` beside `--summary`, expected one of them/)
    expect(await refused('--summary', '--format', 'sarif')).toMatch(
      /Unexpected `--summary` with `--format sarif`, expected `pretty` or `json`/m,
    )
    expect(await refused('--severity', 'fatal')).toMatch(/error, warning, info/)
  })
})
