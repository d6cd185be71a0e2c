import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest'
import { type DiagramSite, diagramSite } from './diagram-site.ts'

const flow = `flowchart LR
  accTitle: The way on
  a["Start"] --> b["End"]
  click a "next.md"`
const state = 'stateDiagram-v2\n  [*] --> Draft\n  Draft --> Live'
const circle = 'sankey-beta\na,b,5\nb,a,3'
const fence = (source: string) => `\n\`\`\`mermaid\n${source}\n\`\`\`\n`
const far = '\nA paragraph.\n'.repeat(120)

describe('A site that was built without a browser', () => {
  let site: DiagramSite

  beforeAll(async () => {
    const files = {
      'guidebooks/README.md': `# Home\n${fence(flow)}${fence(state)}${fence(state)}`,
      'guidebooks/next.md': `# Next\n${fence(circle)}`,
      'guidebooks/far.md': `# Far\n${far}${fence(flow)}`,
      'guidebooks/services.md': `# Services\n${fence('flowchart LR\n  a["The books"] --> b["Other"]')}`,
      'guidebooks/services.yaml': 'services:\n  erp:\n    name: The books\n  other-one:\n    name: Another\n',
      'guidebooks/plain.md': '# Plain\n',
    }
    site = await diagramSite(files, { isUndrawn: true })
  })

  afterAll(async () => {
    await site?.close()
  })

  test('shows the source to readers without JavaScript', async () => {
    const page = await site.open('', { javaScriptEnabled: false })
    expect((await page.locator('waymark-diagram code').first().textContent())?.trim()).toBe(flow)
    await page.context().close()
  })

  test('is drawn by its reader’s browser, from the site alone and by its policy', async () => {
    const page = await site.open('')
    const violations = watchPolicy(page)
    await page.reload()
    await page.locator('waymark-diagram[data-frame]').first().waitFor({ state: 'detached' })
    await page.waitForFunction(() => !document.querySelector('waymark-diagram[data-frame]'))
    expect(await page.locator('.diagram-box svg[viewBox]').count()).toBe(3)
    expect(await page.locator('.diagram-frame').count(), 'what drew them is gone').toBe(0)
    expect(await page.locator('figcaption').allTextContents()).toStrictEqual(['The way on'])
    const ids = await page.locator('[id]').evaluateAll((elements) => elements.map(({ id }) => id))
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toStrictEqual([])
    expect(await violations()).toStrictEqual([])
    await page.getByRole('button', { name: 'Open large' }).first().click()
    await page.getByRole('dialog', { name: 'The way on' }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.diagram-box a').first().click()
    await page.waitForURL('**/books/next/')
    await page.context().close()
  })

  test('loads Mermaid only when a diagram comes near, and on pages with diagrams alone', async () => {
    const asked: string[] = []
    const page = await site.open('plain/')
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(`${site.origin}plain/`)
    await page.goto(`${site.origin}far/`)
    await page.getByText('A paragraph').first().waitFor()
    expect(asked.filter((url) => /mermaid|drawing/.test(url)).filter((url) => !/_astro/.test(url))).toStrictEqual([])
    await page.locator('waymark-diagram').scrollIntoViewIfNeeded()
    await page
      .getByRole('img', { name: 'The way on' })
      .or(page.getByRole('group', { name: 'The way on' }))
      .first()
      .waitFor()
    assert.ok(asked.some((url) => url.startsWith(`${site.origin}_waymark/drawing/`)))
    await page.context().close()
  })

  test('tells why a diagram cannot be drawn, and keeps its source', async () => {
    const page = await site.open('next/')
    await page.getByText('This diagram cannot be drawn').waitFor()
    expect((await page.locator('waymark-diagram').textContent()) ?? '').toMatch(/circular[\s\S]*sankey-beta/)
    await page.context().close()
  })

  test('joins a node with the service that it names, as a build does', async () => {
    const page = await site.open('services/')
    await page.locator('[data-service]').first().waitFor()
    expect(
      await page
        .locator('[data-service]')
        .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-service'))),
    ).toStrictEqual(['erp'])
    expect(await page.locator('[data-node]').count()).toBe(0)
    expect(await page.locator('.diagram-box svg[viewBox] > title').count(), 'its kind is no title').toBe(0)
    expect(await page.getByRole('img', { name: 'Flowchart' }).count()).toBe(1)
    await page.context().close()
  })

  for (const [what, files] of [
    ['Mermaid', '**/mermaid.esm.min.js'],
    ['what draws', '**/_waymark/drawing/**'],
  ] as const) {
    test(`keeps the source where ${what} cannot be loaded, and says so`, async () => {
      const page = await site.browser.newPage()
      await page.route(files, (route) => route.abort())
      await page.goto(site.origin)
      await page.getByText('Mermaid could not be loaded').first().waitFor()
      expect((await page.locator('waymark-diagram').first().textContent()) ?? '').toMatch(/flowchart LR/)
      await page.close()
    })
  }

  test('says so, and publishes what is needed', () => {
    assert.ok(existsSync(path.join(site.dist, '_waymark/drawing/frame.html')))
  })
})

/** What the policy of a page, or of a frame in it, has refused. */
function watchPolicy(page: Page): () => Promise<string[]> {
  const refused: string[] = []
  const ready = page
    .exposeFunction('tellRefused', (text: string) => void refused.push(text))
    .then(() =>
      page.addInitScript(
        "addEventListener('securitypolicyviolation', (event) => tellRefused(event.violatedDirective + ' ' + event.blockedURI))",
      ),
    )
  return async () => {
    await ready
    return refused
  }
}
