import { readFile, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { assert, expect, test } from 'vitest'
import { run } from '../cli/command-line.ts'
import { builtFolder } from '../status/built-folder.ts'
import { step } from '../step.ts'
import { audit } from './audit.ts'

const card = '---\nconst { href } = Astro.props\n---\n<a class="card-link" href={href}><slot /></a>\n'

const good = `import Card from './card.astro'
export const v = '22.0.4'

[Home](../README.md) > [ERP](README.md) > **Good**

# Version {v}

> **Status:** ✅ Active

<Card href="operations.md#logs">Logs</Card>

<img src="topology.svg" alt="Topology" />

<img src="https://images.example.com/x.png" alt="Far" />

See <a href="operations.md">here</a>, <a href="gone.md">there</a>, <a href="status:erp.ping">how it is</a>.

<Status of="erp.ping" /> <Status of="erp.pnig" />

<Card href="https://b.example/">

## Inside {v}

[Operations](operations.md)

</Card>
`

/** Pages whose code fails, with what is said of them. */
const failing: Record<string, [text: string, finding: RegExp]> = {
  component: [
    '# A\n\nText\n\n<Nope a="1" />\n',
    /component\.mdx:5:2 error: Unexpected component `Nope`, expected one /,
  ],
  import: [
    'import x from "./missing.js"\n\n# B\n\n{x}\n',
    /import\.mdx:1:16 error: Unexpected import of `\.\/missing\.js`/,
  ],
  value: ['# C\n\nSome text.\n\nAnd {undefined.boom} here\n', /value\.mdx:5:16 error: .*undefined \(reading 'boom'\)/],
  name: [
    'import { nothing } from "./value.js"\n\n# D\n\n{nothing}\n',
    /name\.mdx:1:10 error: Unexpected import of `nothing`/,
  ],
  other: ['import { v } from "./broken.js"\n\n# E\n\n{v}\n', /other\.mdx:1:22 error: .* in `broken\.js:1:18`/],
  below: [
    'import C from "./deep.astro"\n\n# F\n\n<C />\n',
    /below\.mdx:1:18 error: .*`\.\/nowhere\.js`.* in `deep\.astro/,
  ],
  export: ['export const v = undefined.x\n\n# G\n\n{v}\n', /export\.mdx:1:28 error: /],
  title: ['# H {undefined.q}\n\ntext\n', /title\.mdx:1:\d+ error: /],
  syntax: ['# I\n\n{a b}\n', /syntax\.mdx:3:4 error: /],
}

const files = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  'waymark.yaml': 'mdx: true\n',
  'guidebooks/README.md': '# Home\n',
  'guidebooks/erp/README.md': '# ERP\n\n> **Status:** ✅ [Active](operations.md)\n\n[gone](status:erp.gone)\n',
  'guidebooks/erp/operations.md': '# Operations\n\n## Logs\n',
  'guidebooks/erp/good.mdx': good,
  'guidebooks/erp/card.astro': card,
  'guidebooks/erp/topology.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>',
  'guidebooks/erp/value.js': 'export const v = 1\n',
  'guidebooks/erp/broken.js': 'export const v = = 1\n',
  'guidebooks/erp/deep.astro': '---\nimport x from "./nowhere.js"\n---\n<p>{x}</p>\n',
  'guidebooks/erp/services.yaml':
    'services:\n  erp:\n    probes:\n      ping: { http: GET https://erp.example.org/ }\n',
  ...Object.fromEntries(Object.entries(failing).map(([name, [text]]) => [`guidebooks/erp/${name}.mdx`, text])),
}

test('A site with MDX, under a symbolic link', async (t) => {
  const folder = await builtFolder(t, files)
  const root = `${folder}-link`
  await symlink(folder, root)
  t.onTestFinished(async () => (await import('node:fs/promises')).rm(root))
  const dist = path.join(root, 'dist')
  const outcome = await run(['build', '--root', root])
  const read = (page: string) => readFile(path.join(dist, page, 'index.html'), 'utf8')

  await step('is built whatever the code of a page does', async () => {
    expect(outcome.code, outcome.stderr).toBe(0)
    expect(outcome.stdout).toMatch(/^Built 13 pages/)
    expect(await read('erp/operations')).toMatch(/<h2 id="logs">/)
  })

  for (const [name, [, finding]] of Object.entries(failing)) {
    await step(`says what is wrong with ${name}.mdx, where, and on the page`, async () => {
      expect(outcome.stderr).toMatch(finding)
      expect(await read(`erp/${name}`)).toMatch(
        /class="alert alert-caution"><p>This page cannot be shown: .* line \d+, column/,
      )
    })
  }

  await step('says nothing else, and no more than once', () => {
    expect(outcome.stderr.match(/ error: /g)?.length, outcome.stderr).toBe(Object.keys(failing).length)
    expect(outcome.stderr).not.toMatch(/Build failed|PARSE_ERROR/)
  })

  await step('resolves links and images of tags and components', async () => {
    const page = await read('erp/good')
    for (const part of [
      '<a class="card-link" href="/erp/operations/#logs">Logs</a>',
      'src="/erp/topology.svg" width="4" height="3"',
      'class="external-image" href="https://images.example.com/x.png"',
      '<a href="/erp/operations/">here</a>',
      '<span class="dead-link" title="There is no erp/gone.md here">there</span>',
      '<waymark-status data-of="erp.ping" data-state="unknown">how it is',
      '<a class="card-link" href="https://b.example/">',
      '<a href="/erp/operations/">Operations</a>',
      '<h2 id="inside-v">',
    ])
      assert.ok(page.includes(part), `${part} in ${page}`)
    expect(await readFile(path.join(dist, 'erp/topology.svg'), 'utf8')).toBe(files['guidebooks/erp/topology.svg'])
    expect(audit(dist, '/')).toStrictEqual([])
  })

  await step('shows a title with code as what it stands for, and the breadcrumb line once', async () => {
    const page = await read('erp/good')
    expect(page).toMatch(/<h1[^>]*>Version 22\.0\.4\s*<a [^>]*><\/a><\/h1>/)
    expect(page).toMatch(/<title>Version 22\.0\.4 /)
    expect(page).not.toMatch(/&gt; <strong>Good/)
    expect(page).toMatch(/class="chip tone-good"/)
  })

  await step('shows a status that nobody declares as such', async () => {
    expect(await read('erp/good')).toMatch(
      /<waymark-status data-of="erp\.ping" data-state="unknown">[^<]+ <span class="status-sign">/,
    )
    for (const [page, id] of [
      ['erp/good', 'erp.pnig'],
      ['erp', 'erp.gone'],
    ] as const)
      expect(await read(page)).toMatch(new RegExp(`class="dead-link" title="No services.yaml declares this id: ${id}"`))
  })

  await step('keeps the link of a status', async () => {
    expect(await read('erp')).toMatch(/class="chip tone-good">.*<a href="\/erp\/operations\/">Active<\/a>/)
  })

  await step('shows a page again once what it imports is there', async () => {
    const again = await run(['build', '--root', root])
    expect(again.stderr).toMatch(failing.import?.[1] ?? /^$/)
    await writeFile(path.join(folder, 'guidebooks/erp/missing.js'), 'export default "mended"\n')
    const mended = await run(['build', '--root', root])
    expect(mended.stderr).not.toMatch(/import\.mdx/)
    expect(await read('erp/import')).toMatch(/<div class="prose">\s*mended/)
  })
})
