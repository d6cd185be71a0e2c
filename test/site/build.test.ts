import { existsSync, globSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { assert, expect, test } from 'vitest'
import { run } from '../cli/command-line.ts'
import { builtFolder } from '../status/built-folder.ts'
import { step } from '../step.ts'
import { audit } from './audit.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAEklEQVR4nGP4z8Dwn4GBgYEBABzjA/8tBSk6AAAAAElFTkSuQmCC',
  'base64',
)

/** A root that has a bit of everything that the source format knows. */
const files = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  'waymark.yaml':
    'title: Night watch\nsite: https://docs.example.org\nbase: /runbooks/\nmdx: true\nexclude: ["**/private/**"]\n',
  'chart/values.yaml': 'replicas: 1\n',
  'guidebooks/README.md': '# All of it\n\nRead [the ERP](erp/README.md).\n',
  'guidebooks/erp/README.md': [
    '[All of it](../README.md) > **ERP**',
    '',
    '# ERP :rocket:',
    '',
    '> **Status:** ⚠️ Functional but manual',
    '> **Last Updated:** 2026-11-20',
    '> **Upstream:** [Home](../README.md)',
    '> **Phone:** 555',
    '',
    'Money lives here.',
    '',
    '- [Operations](operations.md#restart-it)',
    '- [Deep](deep/)',
    '- ![Topology](images/topology%20map.png)',
    '- ![Elsewhere](https://images.example.com/x.png)',
    '- [Chart](../../chart/values.yaml)',
    '- [Gone](gone.md)',
    '- [Draft](draft.md)',
    '- [Report](report.html)',
    '',
    '```status',
    'erp.ping',
    '```',
    '',
  ].join('\n'),
  'guidebooks/erp/operations.md':
    '---\ntitle: Day two\norder: 1\naliases: [/old/ops/, former.md]\nowner: Platform\ntype: runbook\n---\n# Operations\n\n## Restart it\n\n```sh\n$ kubectl get pods\nNAME  READY\n```\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n> [!WARNING]\n> Hot.\n\n<script>alert(1)</script><b onclick="x()">bold</b>\n',
  'guidebooks/forged/README.md':
    '---\ntitle: "[x](https://x.example)\\n- [y](z)"\ndescription: "one\\n\\n- [y](z)"\n---\n# Forged\n',
  'guidebooks/erp/draft.md': '---\ndraft: true\n---\n# Not yet\n',
  'guidebooks/erp/private/secret.md': '# Secret\n',
  'guidebooks/erp/report.html': '<script>alert(2)</script>',
  'guidebooks/erp/images/topology map.png': png,
  'guidebooks/erp/deep/Éclair & Co #1.md': '# Éclair 100%\n\n[up](../README.md)\n',
  'guidebooks/erp/live.mdx':
    'import value from \'./value.js\'\n\n# Live\n\n> **Status:** ✅ Active\n\nTwo is {value}. [Operations](operations.md)\n\n<Status of="erp.ping" />\n',
  'guidebooks/erp/value.js': 'export default 1 + 1\n',
  'guidebooks/erp/services.yaml':
    'services:\n  erp:\n    name: Dolibarr\n    runbook: operations.md#restart-it\n    probes:\n      ping: { http: GET https://erp.example.org/ }\n',
}

test('A built site', async (t) => {
  const root = await builtFolder(t, files)
  const dist = path.join(root, 'public site')
  const outcome = await run(['build', '--root', root, '--out', dist])
  const read = (file: string) => readFile(path.join(dist, file), 'utf8')
  const has = async (file: string, ...parts: (string | RegExp)[]) => {
    const text = await read(file)
    for (const part of parts)
      assert.ok(
        typeof part === 'string' ? text.includes(part) : part.test(text),
        `${part} in ${file}:\n${text.slice(0, 20_000)}`,
      )
  }
  const lacks = async (file: string, ...parts: string[]) => {
    const text = await read(file)
    for (const part of parts) assert.ok(!text.includes(part), `no ${part} in ${file}`)
  }

  await step('is announced with how many pages, how long, how large and where', () => {
    expect(outcome.code, outcome.stderr).toBe(0)
    expect(outcome.stdout).toMatch(/^Built 6 pages in \d+\.\d s, \d+\.\d MB, in .*public site\n$/)
  })

  await step('has no link to nowhere, nothing of another origin, no code in its pages, under its base', () => {
    expect(audit(dist, '/runbooks/')).toStrictEqual([])
  })

  await step('shows breadcrumbs from the tree, in the place of the written line, and as metadata', async () => {
    await has(
      'erp/operations/index.html',
      '<nav class="breadcrumbs"',
      '>All of it</a>',
      '"@type":"BreadcrumbList"',
      '"item":"https://docs.example.org/runbooks/erp/"',
    )
    await lacks('erp/index.html', '</a> &gt; ')
  })

  await step('shows one H1: the frontmatter’s title, else the first H1', async () => {
    for (const [file, title] of [
      ['erp/operations/index.html', 'Day two'],
      ['erp/index.html', 'ERP 🚀'],
    ] as const) {
      const headings = (await read(file)).match(/<h1[^>]*>.*?<\/h1>/gs) ?? []
      expect(headings.map((heading) => heading.replace(/<[^>]*>/g, ''))).toStrictEqual([title])
    }
  })

  await step('shows the header block as a card with a chip, and fields of any name', async () => {
    await has(
      'erp/index.html',
      'class="chip tone-caution"',
      'Functional but manual',
      '2026-11-20',
      '<dt>Phone</dt>',
      '<dt>Upstream</dt>',
    )
    await has('erp/operations/index.html', '<dd>Platform</dd>', '<dd>runbook</dd>')
  })

  await step('leads to pages, folders and assets, and says why a link leads nowhere', async () => {
    await has(
      'erp/index.html',
      'href="/runbooks/erp/operations/#restart-it"',
      'href="/runbooks/erp/deep/"',
      'There is no erp/gone.md here',
      'This page is a draft',
      'chart/values.yaml in the repository',
    )
    await has(
      'erp/index.html',
      /<img alt="Topology" src="\/runbooks\/erp\/images\/topology%20map.png" width="2" height="3"|<img[^>]*width="2"[^>]*height="3"/,
    )
    await has('erp/index.html', 'class="external-image" href="https://images.example.com/x.png"')
    expect(await readFile(path.join(dist, 'erp/images/topology map.png'))).toStrictEqual(png)
  })

  await step('publishes a file that a browser would run as text', async () => {
    expect(existsSync(path.join(dist, 'erp/report.html'))).toBe(false)
    expect(await read('erp/report.html.txt')).toBe(files['guidebooks/erp/report.html'])
  })

  await step('drops scripts and handlers, and says so with their place', async () => {
    await lacks('erp/operations/index.html', 'alert(1)', 'x()')
    expect(outcome.stderr).toMatch(/^ {2}`<script>` at guidebooks\/erp\/operations\.md:24:1$/m)
    expect(outcome.stderr).toMatch(/^ {2}`onclick` of `<b>` at guidebooks\/erp\/operations\.md:24:29$/m)
  })

  await step('redirects from aliases', async () => {
    for (const alias of ['old/ops', 'erp/former'])
      await has(`${alias}/index.html`, 'http-equiv="refresh" content="0;url=/runbooks/erp/operations/"')
  })

  await step('has no drafts and nothing that is excluded', () => {
    for (const file of ['erp/draft', 'erp/private', 'erp/draft.md'])
      expect(existsSync(path.join(dist, file)), file).toBe(false)
  })

  await step('gives a folder without a page one that lists what stands in it', async () => {
    await has('erp/deep/index.html', 'Éclair 100%', 'In this folder')
  })

  await step('compiles .mdx pages, with the same title, card and links', async () => {
    await has(
      'erp/live/index.html',
      'Two is 2.',
      'class="chip tone-good"',
      'href="/runbooks/erp/operations/"',
      '<waymark-status data-of="erp.ping" data-state="unknown">',
    )
    expect((await read('erp/live/index.html')).match(/<h1/g)?.length).toBe(1)
  })

  await step('shows a status block as a list with the way to the runbook', async () => {
    await has(
      'erp/index.html',
      '<ul class="status-list">',
      'Dolibarr',
      'href="/runbooks/erp/operations/#restart-it">Runbook</a>',
    )
  })

  await step('has each page’s Markdown at its address plus .md', async () => {
    expect(await read('erp/operations.md')).toBe(files['guidebooks/erp/operations.md'])
    expect(await read('index.md')).toBe(files['guidebooks/README.md'])
  })

  await step('has a sitemap, llms.txt, robots.txt and its own record', async () => {
    await has('sitemap.xml', '<loc>https://docs.example.org/runbooks/erp/operations/</loc>')
    await has('llms.txt', '# Night watch', String.raw`\[x\](https://x.example) - \[y\](z)`)
    await lacks('llms.txt', '\n- [y]')
    await has('llms.txt', '# Night watch', '[Day two](https://docs.example.org/runbooks/erp/operations.md)')
    await has('robots.txt', 'Sitemap: https://docs.example.org/runbooks/sitemap.xml')
    expect(JSON.parse(await read('_waymark/site.json'))).toStrictEqual({
      version: 1,
      base: '/runbooks/',
      title: 'Night watch',
      site: 'https://docs.example.org',
    })
  })

  await step('has nothing of what dev shows besides', async () => {
    const texts = globSync('**/*.{html,css,js}', { cwd: dist }).filter((file) => !file.startsWith('pagefind'))
    assert.ok(texts.length > 8)
    for (const file of texts) await lacks(file, 'waymark-findings', 'data-news', 'open-in-editor', '.finding')
    expect(texts.filter((file) => /_astro\/(?:page-news|findings)\./.test(file))).toStrictEqual([])
  })

  await step('carries a policy without unsafe-inline, and no inline style or script', async () => {
    await has('erp/index.html', "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'")
    await lacks('erp/index.html', 'unsafe-inline', '<style', '<script>')
  })

  await step('is built again from what it knows: only what changed is rendered', async () => {
    const again = await run(['build', '--root', root, '--out', dist])
    expect(again.stdout, again.stderr).toMatch(/^Built 6 pages \(6 unchanged\)/)
    await writeFile(path.join(root, 'guidebooks/erp/operations.md'), '# Other\n')
    const edited = await run(['build', '--root', root, '--out', dist])
    expect(edited.stdout).toMatch(/^Built 6 pages in|^Built 6 pages \([1-5] unchanged\)/)
    await has('erp/operations/index.html', '>Other<a ')
    await has('erp/live/index.html', '>Other</a>')
    expect(existsSync(path.join(dist, 'old/ops/index.html')), 'the alias is gone').toBe(false)
    expect(audit(dist, '/runbooks/').filter((problem) => !problem.includes('#restart-it'))).toStrictEqual([])
  })

  await step('leaves nothing behind beside what it was asked for', async () => {
    expect((await readdir(root)).sort()).toStrictEqual([
      '.git',
      '.waymark',
      'chart',
      'guidebooks',
      'public site',
      'waymark.yaml',
    ])
  })
})
