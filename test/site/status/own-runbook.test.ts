import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { project } from '../../cli/checked-project.ts'
import { run } from '../../cli/command-line.ts'

test('a runbook has no link to itself: not in its head, and not in its text; other pages have it', {
  timeout: 120_000,
}, async () => {
  const block = '```status\ntill\n```\n'
  const root = project({
    'guidebooks/README.md': `# Guidebooks\n\n${block}`,
    'guidebooks/shop/README.md': '# Shop\n\n[Till](till.md)\n',
    'guidebooks/shop/till.md': `# Till is down\n\nRestart it.\n\n## Look\n\n${block}`,
    'guidebooks/shop/services.yaml':
      'services:\n  till:\n    name: The till\n    runbook: till.md\n    probes:\n      up: { http: "https://till.example.org/healthz" }\n',
  })
  const { code, stderr } = await run(['build', '--root', root])
  expect(code, stderr).toBe(0)
  const read = (file: string) => readFile(path.join(root, 'dist', file), 'utf8')
  const link = '<a href="/shop/till/">Runbook</a>'
  const own = await read('shop/till/index.html')
  expect(own).toContain('<waymark-status-page class="status-page"')
  expect(own).toContain('<waymark-status-list>')
  expect(own).not.toMatch(/>\s*Runbook/)
  expect(await read('index.html')).toContain(link)
  expect(await read('shop/index.html')).toMatch(/<waymark-status-page[\s\S]*href="\/shop\/till\/"/)
})
