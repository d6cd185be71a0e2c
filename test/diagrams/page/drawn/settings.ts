import { assert, describe, expect, test } from 'vitest'
import { page } from './page.ts'

const commits = 'gitGraph\n  commit id: "one"\n  branch side\n  checkout trunk\n  commit id: "two"'

describe('What a diagram sets for itself holds where its content is read', () => {
  const cases = {
    'in a directive': `%%{init: {"gitGraph": {"mainBranchName": "trunk"}}}%%\n${commits}`,
    'in frontmatter': `---\nconfig:\n  gitGraph:\n    mainBranchName: trunk\n---\n${commits}`,
  }
  for (const [name, source] of Object.entries(cases)) {
    test(name, async () => {
      const drawn = await page.draw(source)
      assert.ok(drawn.kind === 'drawing', drawn.kind === 'undrawable' ? drawn.message : '')
      expect(drawn.svg).toMatch(/>trunk</)
    })
  }

  test('and for no other diagram', async () => {
    await page.draw(cases['in a directive'])
    const drawn = await page.draw(commits)
    expect(drawn.kind).toBe('undrawable')
  })
})
