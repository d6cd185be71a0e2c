import { describe, expect, test } from 'vitest'
import { assertAccessibleInBothThemes } from '../accessible.ts'
import { failOnErrors } from '../browser.ts'
import { look, previewedChange } from './previewed-change.ts'

const services = `services:
  erp:
    name: ERP
    probes:
      ping:
        http: GET https://erp.example.org/health
        expect: ["status == 200"]
`
const table = (rows: string[]) =>
  `| Name | Means |\n| --- | --- |\n${rows.map((row) => `| ${row} | a thing |`).join('\n')}\n`

const shown = previewedChange({
  before: {
    'waymark.yaml': 'title: Runbooks\n',
    'guidebooks/README.md': '# Runbooks\n\n[ERP](erp/README.md)\n',
    'guidebooks/erp/services.yaml': services,
    'guidebooks/erp/README.md': `# ERP\n\n> **Owner:** Platform\n\nAsk it: \`GET /health\`.\n\n\`\`\`status\nerp.ping\n\`\`\`\n\nThe first of two words is here.\n\n## Names\n\n${table(['one', 'two', 'three'])}\n\n## Commands\n\n\`\`\`sh\ncd /srv\ndocker compose up\n\`\`\`\n\n- first\n- second\n`,
    'guidebooks/erp/old.md': '# Old\n\nAs it was.\n',
  },
  after: {
    'guidebooks/erp/README.md': `# ERP\n\n> **Owner:** Finance\n\nAsk it: \`GET /health\`.\n\n\`\`\`status\nerp.ping\n\`\`\`\n\nThe second of two words is here.\n\n## Names\n\n${table(['one', 'three', 'four'])}\n\n## Commands\n\n\`\`\`sh\ncd /srv\ndocker compose up --detach\n\`\`\`\n\n- first\n- third, which is new\n- second\n\nA new [dead link](nowhere.md).\n`,
    'guidebooks/erp/old.md': undefined,
  },
})

describe.each([360, 1440])('At %i px, in both themes', (width) => {
  /** Opens a page, and looks at it in both themes; gives the addresses that it asks for. */
  const lookAt = async (address: string, name: string) => {
    const context = await shown.browser.newContext({ viewport: { width, height: 800 } })
    const page = await context.newPage()
    failOnErrors(page)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(address)
    await assertAccessibleInBothThemes(page, address)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      await look(page, `${name}${width}-${colorScheme}`)
    }
    await context.close()
    return asked
  }

  test.each(['/_changes/', '/erp/', '/_changes/gone/erp/old/'])('%s is accessible, and fits', async (address) => {
    const asked = await lookAt(shown.origin + address, address.replaceAll('/', '_'))
    expect(asked.filter((url) => !url.startsWith(shown.origin))).toStrictEqual([])
  })

  test('the one file is accessible, fits, and opens without a server', async () => {
    const asked = await lookAt(shown.single, 'single-')
    expect(asked.filter((url) => !url.startsWith('data:'))).toStrictEqual([shown.single])
  })
})

describe('The keys', () => {
  test.each([
    ['the site', () => `${shown.origin}/erp/`],
    ['the one file', () => shown.single],
  ])('lead through the changes of %s and hide their marks', async (_, address) => {
    const page = await shown.browser.newPage()
    failOnErrors(page)
    await page.goto(address())
    await page.waitForFunction(() => !document.querySelector('waymark-changes:not(:defined)'))
    const focused = () =>
      page.evaluate(() => document.activeElement?.closest('[data-change]')?.getAttribute('data-change'))
    await page.keyboard.press('n')
    expect(await focused()).toBe('1')
    await page.keyboard.press('n')
    expect(await focused()).toBe('2')
    await page.keyboard.press('p')
    expect(await focused()).toBe('1')
    const removed = page.locator('.prose del').first()
    expect(await removed.isVisible()).toBe(true)
    await page.keyboard.press('d')
    expect(await removed.isVisible()).toBe(false)
    await page.keyboard.press('d')
    expect(await removed.isVisible()).toBe(true)
    await page.close()
  })
})
