import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../../browser.ts'
import { type DrawingPage, openDrawingPage } from './drawing-page.ts'

let browser: Browser
let drawing: DrawingPage
before(async () => {
  browser = await launchBrowser()
  drawing = await openDrawingPage(browser)
})
after(() => browser?.close())

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
      assert.match(drawn.svg, />trunk</)
    })
  }

  test('and for no other diagram', async () => {
    await drawing.draw(cases['in a directive'])
    const drawn = await drawing.draw(commits)
    assert.equal(drawn.kind, 'undrawable')
  })
})
