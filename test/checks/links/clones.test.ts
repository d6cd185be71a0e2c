import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { links } from '../../../checks/links/links.ts'
import { findIn, writtenInput } from './written-input.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'links-elsewhere-'))
afterAll(() => rmSync(folder, { recursive: true }))
const root = path.join(folder, 'guides')
mkdirSync(root)
mkdirSync(path.join(folder, 'erp/docs'), { recursive: true })
writeFileSync(path.join(folder, 'erp/docs/install.md'), '# Install\n\n## By hand\n')
writeFileSync(path.join(folder, 'erp/values.yaml'), 'a: 1\nb: 2\n')
writeFileSync(path.join(folder, 'erp/two words.md'), '# Two\n')

const forge = 'https://forge.example/o/erp/src/branch/main'

/** The code and the certain fix, or the hint, for one link. */
async function problemWith(url: string, config: object): Promise<string> {
  const files = {
    'docs/page.md': `# Page\n\n[link](<${url}>)\n`,
    'chart/values.yaml': 'a: 1\n',
    'docs/README.md': '# All\n',
  }
  const [found, ...others] = await findIn(files, { config, root })
  expect(others).toStrictEqual([])
  if (!found) return 'fine'
  const fix = found.fix?.edits[0]?.text.replace(forge, '…')
  return found.code.replace('links/', '') + (fix === undefined ? '' : ` !${fix}`)
}

function holds(cases: Record<string, string>, config: object): void {
  for (const [url, expected] of Object.entries(cases)) {
    test(url, async () => expect(await problemWith(url, config)).toBe(expected))
  }
}

describe('A link into a repository whose clone is at hand', () =>
  holds(
    {
      [`${forge}/docs/install.md`]: 'fine',
      [`${forge}/docs/install.md#by-hand`]: 'fine',
      [`${forge}/docs/`]: 'fine',
      [`${forge}`]: 'fine',
      [`${forge}/`]: 'fine',
      [`${forge}/two%20words.md?display=source`]: 'fine',
      [`${forge}/values.yaml#L2`]: 'fine',
      [`${forge}/values.yaml#L3`]: 'missing-line',
      [`${forge}/gone.md`]: 'missing-file',
      [`${forge}/docs/Install.md`]: 'case !…/docs/install.md',
      [`${forge}/docs/instlal.md#by-hand`]: 'missing-file !…/docs/install.md#by-hand',
      [`${forge}/docs/install.md#by-hnad`]: 'missing-anchor',
      [`${forge}tenance/x.md`]: 'fine',
      'https://forge.example/o/erp/issues/1': 'fine',
    },
    { checks: { links: { map: { [forge]: '../erp' } } } },
  ))

describe('Of two prefixes the longer one counts', () =>
  holds(
    { [`${forge}/docs/install.md`]: 'missing-file', [`${forge}/values.yaml`]: 'missing-file' },
    { checks: { links: { map: { [`${forge}/`]: '../erp/docs', [`${forge}/docs/`]: '../erp' } } } },
  ))

describe('A link to this repository on its forge is held against its files', () => {
  const github = 'https://github.com/o/guides'
  holds(
    {
      [`${github}/blob/main/chart/values.yaml#L1`]: 'fine',
      [`${github}/tree/main/chart`]: 'fine',
      [`${github}/blob/main/chart/gone.yaml`]: 'missing-file',
      [`${github}/blob/other/chart/gone.yaml`]: 'fine',
      [`${github}/issues`]: 'fine',
    },
    { repository: { url: github } },
  )
})

describe('Where the folder is not there', () => {
  const config = { checks: { links: { map: { [forge]: '../gone', 'forge.example/x': '../erp' } } } }
  holds({ [`${forge}/gone.md`]: 'fine' }, config)

  test('the setting is told, once, and so is a prefix that is no address', async () => {
    const { project } = writtenInput({}, { config, root })
    const problems = (await links.checkSettings?.(project)) ?? []
    expect(problems.map(({ path: where, side, code }) => [where, side, code])).toStrictEqual([
      [['map', forge], undefined, 'config/invalid-value'],
      [['map', 'forge.example/x'], 'key', 'config/invalid-value'],
    ])
  })
})
