import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openProject } from '../../src/config/project.ts'
import { loadSite } from '../../src/site/load.ts'
import { publications } from '../../src/site/publish/publication.ts'
import { Site } from '../../src/site/site.ts'
import { themeView } from '../../src/site/view/theme.ts'
import { run } from '../cli/command-line.ts'
import { builtFolder } from '../status/built-folder.ts'
import { step } from '../step.ts'

const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'

const yaml = `title: Night & watch
base: /books/
theme:
  accent: "#7c3aed"
  logo: { light: a.svg, dark: b.svg, replacesTitle: true }
  icon: a.svg
  banner: { text: "Moves: [what to do](guidebooks/erp/README.md) <script>alert(1)</script>", until: 2999-01-01 }
  nav:
    - { text: "<b>ERP</b>", href: guidebooks/erp/README.md }
    - { text: Web, href: "https://example.org/?a=1&b=2" }
    - { text: Bad, href: "javascript:alert(1)" }
    - { text: Plan, href: guidebooks/plan.pdf }
  footer: "Kept by [us](mailto:us@example.org)"
`

const files = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  'waymark.yaml': yaml,
  'a.svg': svg,
  'b.svg': svg.replace('0h9', '1h9'),
  'guidebooks/README.md': '# All\n',
  'guidebooks/plan.pdf': 'plan',
  'guidebooks/erp/README.md': '# ERP\n',
}

async function siteOf(root: string) {
  const { project } = await openProject({ root })
  const { parts, outside } = await loadSite(project, { drafts: false })
  return { site: new Site(parts), parts, outside }
}

test('A theme on the pages of a site', async (t) => {
  const root = await builtFolder(t, files)
  const { site, outside, parts } = await siteOf(root)
  const stage = path.join(root, 'dist')
  const built = await run(['build', '--root', root])
  expect(built.code, built.stderr).toBe(0)
  const page = readFileSync(path.join(stage, 'erp/index.html'), 'utf8')
  const addresses = publications(site).map(({ address }) => address)

  await step('is a style sheet of the site, after the others, and nothing in the page itself', () => {
    const sheets = Array.from(
      page.matchAll(/<link rel="stylesheet" href="\/books(\/_astro\/[^"]+)"/g),
      ([, one]) => one,
    )
    expect(sheets).toHaveLength(3)
    expect(sheets.at(-1)).toMatch(/^\/_astro\/theme\..{10}\.css$/)
    expect(addresses).toContain(sheets.at(-1))
    expect(page).not.toMatch(/<style|style=|7c3aed/)
  })

  await step('publishes all that it names, under the base', () => {
    const named = Array.from(
      page.matchAll(/(?:src|href)="\/books(\/(?:_astro\/(?:a|b|theme)\.|plan)[^"]*)"/g),
      ([, one]) => one ?? '',
    )
    expect(new Set(named).size).toBe(4)
    for (const one of named) expect(addresses).toContain(one)
  })

  await step('has the title as the text of a logo that holds it', () => {
    const logos = Array.from(page.matchAll(/<img [^>]*brand-logo[^>]*>/g), ([tag]) => tag)
    expect(logos.map((tag) => /only-\w+/.exec(tag)?.[0])).toStrictEqual(['only-light', 'only-dark'])
    for (const tag of logos) expect(tag).toContain('alt="Night &amp; watch"')
    expect(page).not.toMatch(/class="bar-brand"[^>]*>.*<span>Night/)
  })

  await step('shows texts as Markdown that runs nothing, and links that lead somewhere', () => {
    expect(page).toMatch(
      /role="region" aria-label="Announcement" data-id=".{10}"><p>Moves: <a href="\/books\/erp\/">what to do<\/a><\/p>/,
    )
    expect(page).toContain('>&lt;b&gt;ERP&lt;/b&gt;</a>')
    expect(page).toMatch(/<a href="\/books\/erp\/" aria-current="page">/)
    expect(page).toContain('<a href="https://example.org/?a=1&amp;b=2" rel="external noreferrer">')
    expect(page).toContain('<span class="dead-link" title="Links with javascript: are not shown">Bad</span>')
    expect(page).toContain('<p>Kept by <a href="mailto:us@example.org">us</a></p>')
    expect(page).not.toContain('alert(1)')
  })

  await step('stands on the page for what is not there, too', () => {
    expect(readFileSync(path.join(stage, '404.html'), 'utf8')).toMatch(/theme\..{10}\.css/)
  })

  await step('is looked at while it is written, with the files that it names', () => {
    expect(outside.map((file) => path.relative(root, file))).toStrictEqual(['a.svg', 'b.svg', 'a.svg'])
  })

  await step('renders each page anew when it changes, and none when it does not', async () => {
    const keys = (one: Site) => one.addresses().map((address) => one.key({ address }))
    const before = keys(site)
    expect(keys((await siteOf(root)).site)).toStrictEqual(before)
    for (const change of [yaml.replace('7c3aed', '0a5f75'), yaml.replace('Moves', 'Moved')]) {
      writeFileSync(path.join(root, 'waymark.yaml'), change)
      const after = keys((await siteOf(root)).site)
      expect(after.filter((key) => before.includes(key))).toStrictEqual([])
    }
  })

  await step('has no banner after its last day', () => {
    const view = (today: string) =>
      themeView({ theme: parts.theme, base: '/', today, context: { ...site.context(parts.theme.origin) } }).banner
    expect(view('2999-01-01')).toMatchObject({ until: '2999-01-01' })
    expect(view('2999-01-02')).toBeUndefined()
  })
})
