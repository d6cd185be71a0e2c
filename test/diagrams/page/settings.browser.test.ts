import type { Browser } from 'playwright-core'
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../../browser.ts'
import { type DrawingPage, openDrawingPage } from './drawing-page.ts'

let browser: Browser
let drawing: DrawingPage
beforeAll(async () => {
  browser = await launchBrowser()
  drawing = await openDrawingPage(browser)
})
afterAll(() => browser?.close())

const commits = 'gitGraph\n  commit id: "one"\n  branch side\n  checkout trunk\n  commit id: "two"'

describe('What a diagram sets for itself holds where its content is read', () => {
  const cases = {
    'in a directive': `%%{init: {"gitGraph": {"mainBranchName": "trunk"}}}%%\n${commits}`,
    'in frontmatter': `---\nconfig:\n  gitGraph:\n    mainBranchName: trunk\n---\n${commits}`,
  }
  for (const [name, source] of Object.entries(cases)) {
    test(name, async () => {
      const drawn = await drawing.draw(source)
      assert.ok(drawn.kind === 'drawing', drawn.kind === 'undrawable' ? drawn.message : '')
      expect(drawn.svg).toMatch(/>trunk</)
    })
  }

  test('and for no other diagram', async () => {
    await drawing.draw(cases['in a directive'])
    const drawn = await drawing.draw(commits)
    expect(drawn.kind).toBe('undrawable')
  })
})
