import { existsSync, globSync, readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { assert, describe, expect, onTestFinished, test } from 'vitest'
import { type Review, reviewSchema } from '../../src/review/review.ts'
import { changedRepository, commit, type Files, git, write } from '../review/changed-repository.ts'
import { builtFolder } from '../status/built-folder.ts'
import { run } from './command-line.ts'

interface Lifetime {
  onTestFinished(step: () => unknown): void
}

/** Compares `change` with `main`. */
async function reviewOf(root: string, ...args: string[]): Promise<Review> {
  const { code, stdout, stderr } = await run(['preview', '--root', root, '--base', 'main', '--format', 'json', ...args])
  expect(code, stderr).toBe(0)
  return reviewSchema.parse(JSON.parse(stdout))
}

/** Each page with its state, its changes and what changed in its head. */
function pagesOf({ pages }: Review) {
  return pages.map(({ state, file, changes, head }) => [
    state,
    file.after ?? file.before,
    changes.map(({ kind }) => kind),
    head.map(({ key }) => key),
  ])
}

const text = Array.from({ length: 12 }, (_, index) => `Paragraph ${index} of a page that says something.`).join('\n\n')

const before: Files = {
  'waymark.yaml': 'title: Runbooks\n',
  'guidebooks/README.md': '# Runbooks\n\nRead [the ERP](erp/README.md).\n',
  'guidebooks/erp/README.md': `# ERP\n\n> **Owner:** Platform\n\nSee [restore](restore.md#restore-it) and [old](old.md).\n`,
  'guidebooks/erp/restore.md': `# Restore\n\n## Restore it\n\n${text}\n`,
  'guidebooks/erp/old.md': '# Old\n\nAs it was.\n',
  'guidebooks/erp/moved.md': `# Moved\n\n${text}\n`,
  'guidebooks/erp/same.md': '# Same\n\n* one\n* two\n\nA line that is long enough to be wrapped in two.\n',
}

describe('Pages', () => {
  test('are new, gone, moved or changed; what only reads differently in the file is not told', async (t) => {
    const root = await changedRepository(t, before, {
      'guidebooks/erp/restore.md': `# Restore\n\n## Restore it\n\n${text}\n\nOne more.\n`,
      'guidebooks/erp/README.md': '# ERP\n\n> **Owner:** Finance\n\nSee [restore](restore.md#restore-it).\n',
      'guidebooks/erp/old.md': undefined,
      'guidebooks/erp/moved.md': undefined,
      'guidebooks/erp/elsewhere.md': `# Moved\n\n${text}\n`,
      'guidebooks/erp/brand-new.md': '# Brand new\n',
      'guidebooks/erp/same.md': '# Same\n\n- one\n- two\n\nA line that is long enough to be\nwrapped in two.\n',
    })
    const review = await reviewOf(root)
    const pages = new Map(review.pages.map((page) => [page.file.after ?? page.file.before, page]))
    expect(Object.fromEntries([...pages].map(([file, { state }]) => [file, state]))).toStrictEqual({
      'guidebooks/erp/README.md': 'changed',
      'guidebooks/erp/brand-new.md': 'new',
      'guidebooks/erp/restore.md': 'changed',
      'guidebooks/erp/elsewhere.md': 'moved',
      'guidebooks/erp/old.md': 'gone',
    })
    expect(pages.get('guidebooks/erp/README.md')?.head).toStrictEqual([
      { key: 'Owner', before: 'Platform', after: 'Finance' },
    ])
    expect(pages.get('guidebooks/erp/elsewhere.md')).toMatchObject({
      address: { before: '/erp/moved/', after: '/erp/elsewhere/' },
      isRedirected: false,
      changes: [],
    })
    expect(review.summary).toMatchObject({ new: 1, gone: 1, moved: 1, changed: 2 })
  })

  test('a page that names its former address in `aliases` is the same one, however much it changed', async (t) => {
    const root = await changedRepository(t, before, {
      'guidebooks/erp/old.md': undefined,
      'guidebooks/erp/fresh.md': '---\naliases: [/erp/old/]\n---\n# Fresh\n\nEverything is said anew.\n',
    })
    const { pages } = await reviewOf(root)
    const moved = pages.find(({ state }) => state === 'moved')
    expect(moved).toMatchObject({ file: { before: 'guidebooks/erp/old.md' }, isRedirected: true, title: 'Fresh' })
  })

  test('what a page includes and a service that it shows are changes of it, and what a probe found is held against it', async (t) => {
    const services = (expected: string) =>
      `services:\n  erp:\n    name: ${expected}\n    probes:\n      ping:\n        http: GET https://erp.example.org/health\n`
    const root = await changedRepository(
      t,
      {
        'mkdocs.yml': 'site_name: Docs\nmarkdown_extensions: [pymdownx.snippets]\n',
        'docs/index.md': '# Docs\n\n--8<-- "docs/part.txt"\n',
        'docs/other.md': '# Other\n\nNothing.\n',
        'docs/status.md': '# Status\n\n```status\nerp.ping\n```\n',
        'docs/version.md': '# Version\n\nIt is [22.0.4](status:erp.ping#json.version).\n',
        'docs/part.txt': 'Included before.\n',
        'docs/services.yaml': services('Before'),
      },
      {
        'docs/part.txt': 'Included now.\n',
        'docs/services.yaml': services('After'),
        'docs/version.md': '# Version\n\nIt is [22.0.5](status:erp.ping#json.version).\n',
      },
    )
    const checkedAt = new Date().toISOString()
    const verdict = { id: 'erp.ping', service: 'erp', kind: 'http', state: 'up', since: checkedAt, checkedAt }
    const found = { everyMs: 30_000, durationMs: 12, phases: {}, conditions: [], facts: { 'json.version': '22.0.4' } }
    const status = path.join(root, 'status.json')
    write(root, {
      'status.json': JSON.stringify({ version: 1, environment: null, checkedAt, probes: [{ ...verdict, ...found }] }),
    })
    const review = await reviewOf(root, '--status', status)
    expect(pagesOf(review).map(([state, file]) => [state, file])).toStrictEqual([
      ['changed', 'docs/index.md'],
      ['changed', 'docs/status.md'],
      ['changed', 'docs/version.md'],
    ])
    expect(review.meaning.consequences.filter(({ file }) => file === 'docs/version.md')).toMatchObject([
      { weight: 'attention', text: 'Says `22.0.5` instead of `22.0.4`, which is what `erp.ping` last found', line: 3 },
      { weight: 'plain', text: 'Names the version `22.0.5` instead of the version `22.0.4`' },
    ])
  })

  test('a picture that holds something else now is a change, and the site has both', async (t) => {
    const dot = (color: string) =>
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="${color}" d="M0 0h9v9z"/></svg>`
    const root = await changedRepository(
      t,
      { 'guidebooks/README.md': '# Home\n\n![A dot](dot.svg)\n', 'guidebooks/dot.svg': dot('red') },
      { 'guidebooks/dot.svg': dot('blue') },
    )
    const out = path.join(root, 'out')
    const { pages } = await reviewOf(root, '--out', out)
    expect(pages.map(({ file, changes }) => [file.after, changes.length > 0])).toStrictEqual([
      ['guidebooks/README.md', true],
    ])
    expect(readFileSync(path.join(out, 'dot.svg'), 'utf8')).toContain('blue')
    expect(readFileSync(path.join(out, '_changes/before/dot.svg'), 'utf8')).toContain('red')
    expect(readFileSync(path.join(out, 'index.html'), 'utf8')).toContain('/_changes/before/dot.svg')
  })

  test('nothing changed, nothing is told, and a base that has moved on changes nothing', async (t) => {
    const root = await changedRepository(t, before, {})
    git(root, 'switch', '--quiet', 'main')
    write(root, { 'guidebooks/erp/old.md': '# Old\n\nChanged on main meanwhile.\n' })
    commit(root, 'Meanwhile')
    git(root, 'switch', '--quiet', 'change')
    const out = path.join(root, 'out')
    const { code, stdout, stderr } = await run([
      ...['preview', '--root', root, '--base', 'main'],
      ...['--out', out, '--only', 'changed'],
    ])
    expect([code, stdout], stderr).toStrictEqual([
      0,
      `No page looks different\n1 finding was there before, and is there still\nThe site is in ${out}\n`,
    ])
  })
})

describe('Moments', () => {
  test('HEAD is the commit, and with --worktree the files as they are, staged or not', async (t) => {
    const root = await changedRepository(t, before, {})
    write(root, {
      'guidebooks/erp/old.md': '# Old\n\nNot committed.\n',
      'guidebooks/erp/untracked.md': '# Untracked\n',
    })
    expect(pagesOf(await reviewOf(root))).toStrictEqual([])
    const review = await reviewOf(root, '--worktree')
    expect(review.pages.map(({ state, title }) => [state, title])).toStrictEqual([
      ['changed', 'Old'],
      ['new', 'Untracked'],
    ])
    expect(review.head.isWorktree).toBe(true)
  })

  test('each is read by the configuration of then', async (t) => {
    const root = await changedRepository(
      t,
      {
        'waymark.yaml': 'guidebooks: docs\n',
        'docs/README.md': `# Home\n\n${text}\n`,
        'docs/a.md': `# A\n\n${text}\n`,
      },
      {
        'waymark.yaml': 'guidebooks: runbooks\n',
        'docs/README.md': undefined,
        'docs/a.md': undefined,
        'runbooks/README.md': `# Home\n\n${text}\n`,
        'runbooks/a.md': `# A\n\n${text}\n\nMore.\n`,
      },
    )
    const { pages } = await reviewOf(root)
    expect(pages.map(({ state, file }) => [state, file])).toStrictEqual([
      ['changed', { before: 'docs/a.md', after: 'runbooks/a.md' }],
    ])
  })

  test('a project in a folder of its repository that was not there before is new as a whole', async (t) => {
    const root = await changedRepository(
      t,
      { 'README.md': 'A repository.\n' },
      { 'docs/guidebooks/README.md': '# Home\n' },
    )
    const { pages } = await reviewOf(path.join(root, 'docs'))
    expect(pages.map(({ state, file }) => [state, file.after])).toStrictEqual([['new', 'docs/guidebooks/README.md']])
  })

  test('a shallow clone is told what brings the history', async (t) => {
    const root = await changedRepository(t, before, { 'guidebooks/erp/old.md': '# Old\n\nNow.\n' })
    const folder = await builtFolder(t, {})
    const clone = path.join(folder, 'clone')
    git(folder, 'clone', '--quiet', '--depth', '1', pathToFileURL(root).href, clone)
    const { code, stderr } = await run(['preview', '--root', clone, '--base', 'main'])
    expect(code).toBe(2)
    expect(stderr).toMatch(/`--base main`, expected a commit that this shallow clone holds/)
    expect(stderr).toContain('git fetch --unshallow')
  })

  test.each([
    [[], /absence of `--base`/],
    [['--base', 'nothing-like-it'], /`--base nothing-like-it`, expected a commit/],
    [['--base', '--output=x'], /expected a commit/],
    [['--base', 'main', '--only', 'changed'], /`--only changed` without a site/],
    [['--base', 'main', '--output', 'x.json'], /`--output` without `--format`/],
    [['--base', 'main', '--out', '.'], /output folder/],
  ])('misuse %j is told', async (args, message) => {
    const t: Lifetime & { steps: (() => unknown)[] } = { steps: [], onTestFinished: (step) => void t.steps.push(step) }
    const root = await changedRepository(t, before, {})
    const { code, stderr } = await run(['preview', ...args], root)
    for (const step of t.steps) await step()
    expect([code, stderr]).toStrictEqual([2, expect.stringMatching(message)])
    expect(stderr).not.toContain(' at ')
  })

  test('no code of the project is run, and its hooks, filters and pages with code are text', async (t) => {
    const mark = path.join(await builtFolder(t, {}), 'ran')
    const root = await changedRepository(
      t,
      {
        'waymark.yaml': 'mdx: true\n',
        '.gitattributes': '*.md filter=evil\n',
        'guidebooks/README.md': '# Home\n',
        'guidebooks/code.mdx': `import fs from 'node:fs'\n\n{fs.writeFileSync(${JSON.stringify(mark)}, '')}\n\n# Code\n\nText.\n`,
      },
      {
        'guidebooks/code.mdx': `import fs from 'node:fs'\n\n{fs.writeFileSync(${JSON.stringify(mark)}, '')}\n\n# Code\n\nOther text.\n`,
      },
    )
    git(root, 'config', 'filter.evil.smudge', `touch ${mark}`)
    write(root, {
      '.git/hooks/post-checkout': `#!/bin/sh\ntouch ${mark}\n`,
      '.git/hooks/post-index-change': `#!/bin/sh\ntouch ${mark}\n`,
    })
    const out = path.join(root, 'out')
    const { pages } = await reviewOf(root, '--out', out)
    expect(pages.map(({ title }) => title)).toStrictEqual(['Code'])
    expect(existsSync(mark)).toBe(false)
  })
})

describe('What it means', () => {
  test('findings that are new and mended, and sections that others point at', async (t) => {
    const root = await changedRepository(
      t,
      { ...before, 'guidebooks/erp/old.md': '# Old\n\nA [dead link](nowhere.md).\n' },
      {
        'guidebooks/erp/restore.md': `# Restore\n\n## Restore the database\n\n${text}\n`,
        'guidebooks/erp/old.md': '# Old\n\nNo dead link.\n',
      },
    )
    const { meaning } = await reviewOf(root)
    expect(meaning.findings.new.map(({ code, file }) => [code, file])).toContainEqual([
      'links/missing-anchor',
      'guidebooks/erp/README.md',
    ])
    expect(meaning.findings.mended.map(({ code, file }) => [code, file])).toContainEqual([
      'links/missing-file',
      'guidebooks/erp/old.md',
    ])
    expect(meaning.sections).toStrictEqual([
      {
        file: 'guidebooks/erp/restore.md',
        anchor: 'restore-it',
        text: 'Restore it',
        state: 'renamed',
        now: { anchor: 'restore-the-database', text: 'Restore the database' },
        pointers: [{ kind: 'link', file: 'guidebooks/erp/README.md', line: 5 }],
      },
    ])
  })

  test('--fail-on new fails on new findings alone', async (t) => {
    const root = await changedRepository(
      t,
      { ...before, 'guidebooks/erp/old.md': '# Old\n\nA [dead link](nowhere.md).\n' },
      { 'guidebooks/erp/same.md': '# Same\n\nA [dead link](missing.md).\n' },
    )
    const fail = ['preview', '--root', root, '--base', 'main', '--fail-on', 'new']
    expect((await run(fail)).code).toBe(1)
    expect((await run(['preview', '--root', root, '--base', 'main'])).code).toBe(0)
    write(root, { 'guidebooks/erp/same.md': before['guidebooks/erp/same.md'] })
    commit(root, 'Undo')
    expect((await run(fail)).code).toBe(0)
  })
})

describe('The site', () => {
  const changed = {
    'guidebooks/erp/restore.md': `# Restore\n\n## Restore it\n\n${text}\n\nOne more.\n`,
    'guidebooks/erp/old.md': undefined,
  }
  const html = (out: string, address: string) => readFileSync(path.join(out, address, 'index.html'), 'utf8')

  test('says on each page what it is of, is not indexed, and lists what changed', async (t) => {
    const root = await changedRepository(
      t,
      { ...before, 'waymark.yaml': 'title: Runbooks\nsite: https://docs.example.org\n' },
      changed,
    )
    const out = path.join(root, 'out')
    const review = await reviewOf(root, '--out', out)
    const commit = git(root, 'rev-parse', '--short=7', 'HEAD').trim()
    for (const file of globSync('**/*.html', { cwd: out })) {
      const page = readFileSync(path.join(out, file), 'utf8')
      if (page.includes('http-equiv="refresh"')) continue
      expect(page, file).toContain('<meta name="robots" content="noindex, nofollow">')
      expect(page, file).toMatch(
        new RegExp(`Preview</strong> of <code>${commit}</code>, compared with <code>main</code>`),
      )
      expect(page, file).not.toContain('rel="canonical"')
    }
    expect(readFileSync(path.join(out, 'robots.txt'), 'utf8')).toBe('User-agent: *\nDisallow: /\n')
    // No browser keeps a copy of it, and one that has a copy forgets it.
    expect(readFileSync(path.join(out, 'index.html'), 'utf8')).not.toContain('waymark-worker')
    expect(readFileSync(path.join(out, 'waymark-worker.js'), 'utf8')).toContain('unregister')
    expect(existsSync(path.join(out, 'sitemap.xml'))).toBe(false)
    expect(html(out, '_changes')).toContain('href="/erp/restore/"')
    expect(html(out, '_changes')).toContain('href="/_changes/gone/erp/old/"')
    expect(html(out, '_changes/gone/erp/old')).toContain('As it was.')
    expect(html(out, 'erp/restore')).toMatch(/<ins[^>]*data-change="1"[\s\S]*One more\./)
    expect(html(out, 'erp/same')).not.toContain('data-change=')
    const data: unknown = JSON.parse(readFileSync(path.join(out, '_changes/review.json'), 'utf8'))
    expect(reviewSchema.parse(data).pages).toStrictEqual(review.pages)
  })

  test('--only changed builds the pages that changed, and leads from its beginning to the list', async (t) => {
    const root = await changedRepository(t, before, changed)
    const out = path.join(root, 'out')
    await reviewOf(root, '--out', out, '--only', 'changed')
    const pages = globSync('**/index.html', { cwd: out }).map((file) => file.replace(/index\.html$/, ''))
    // A link of the page `erp/` leads nowhere now: it looks different, though its text is as before.
    expect(pages.sort()).toStrictEqual(['', '_changes/', '_changes/gone/erp/old/', 'erp/', 'erp/restore/'])
    expect(html(out, '')).toContain('/_changes/')
  })

  describe('no link of it is dead', () => {
    const alert = (name: string) =>
      `groups:\n  - name: all\n    rules:\n      - alert: ${name}\n        expr: up == 0\n        annotations: { runbook_url: "https://docs.example.org/erp/same/" }\n`
    const files: Files = {
      ...before,
      'guidebooks/erp/rules.yaml': alert('ErpDown'),
      'guidebooks/erp/services.yaml':
        'services:\n  erp:\n    runbook: same.md\n    probes:\n      ping:\n        http: GET https://erp.example.org/health\n',
      'guidebooks/erp/form.pdf': 'Not really',
      'guidebooks/erp/old.md': '# Old\n\nAs it was: [form](form.pdf), [restore](restore.md#restore-it).\n',
      'guidebooks/erp/restore.md': `# Restore\n\n## Restore it\n\n[Old](old.md#old), [form](form.pdf), [same](same.md#same), [moved](moved.md).\n\n${text}\n`,
      'guidebooks/crm/README.md': '# CRM\n',
      'guidebooks/crm/r&d.md': '---\naliases: [/former/]\n---\n# R&D\n',
    }
    const changed: Files = {
      'guidebooks/erp/old.md': undefined,
      'guidebooks/erp/form.pdf': undefined,
      'guidebooks/erp/moved.md': undefined,
      'guidebooks/erp/elsewhere.md': `# Moved\n\n${text}\n`,
      'guidebooks/erp/restore.md': `# Restore\n\n## Restore it\n\n[As it is](same.md#same "Same"), [R&D](../crm/r&d.md), [its folder](../crm/).\n\n${text}\n\nMore.\n`,
    }
    const site = 'title: Runbooks\nsite: https://docs.example.org/docs/\n'
    test.each([
      ['of all pages', files, []],
      ['of the pages that changed', files, ['--only', 'changed']],
      [
        'of the pages that changed, of a site that is published',
        { ...files, 'waymark.yaml': site },
        ['--only', 'changed'],
      ],
      ['under another path', { ...files, 'waymark.yaml': site }, ['--only', 'changed', '--path', '/pr-7/']],
    ])('%s', async (_, then, args) => {
      const root = await changedRepository(
        { onTestFinished: (step) => onTestFinished(async () => void (await step())) },
        then,
        changed,
      )
      const out = path.join(root, 'out')
      await reviewOf(root, '--out', out, ...args)
      const { code, stdout, stderr } = await run(['check', '--root', root, '--built', '--out', out])
      expect(`${stdout}${stderr}`).toContain('No findings')
      expect(code).toBe(0)
    })

    test('what is not here is named without a link, or is where it is published', async (t) => {
      const part = async (waymark: string, ...args: string[]) => {
        const root = await changedRepository(t, { ...files, 'waymark.yaml': waymark }, changed)
        await reviewOf(root, '--out', path.join(root, 'out'), '--only', 'changed', ...args)
        return html(path.join(root, 'out'), 'erp/restore')
      }
      const linkTo = (page: string, text: string) =>
        Array.from(page.matchAll(/(<a\s[^>]*>)(.*?)<\/a>/g)).find(
          ([, , said = '']) => said.replace(/<[^>]*>/g, '') === text,
        )?.[1]
      const alone = await part('title: A\n')
      const published = await part(site)
      const inPlace = await part(site, '--path', '/docs/')
      expect(linkTo(alone, 'As it is')).toBe(
        '<a role="link" aria-disabled="true" title="Not in this preview, which holds only the pages that changed">',
      )
      expect(linkTo(inPlace, 'As it is')).toBe(linkTo(alone, 'As it is'))
      expect(linkTo(published, 'As it is')).toBe(
        '<a href="https://docs.example.org/docs/erp/same/#same" rel="external noreferrer" title="The published page: this preview holds only the pages that changed">',
      )
      expect(linkTo(published, 'its folder')).toContain('href="https://docs.example.org/docs/crm/"')
      // What is gone is shown as it was, what moved where it is now; a file that is gone is nowhere.
      expect(linkTo(alone, 'Old')).toContain('href="/_changes/gone/erp/old/#old"')
      expect(linkTo(alone, 'moved')).toContain('href="/erp/elsewhere/"')
      expect(linkTo(alone, 'form')).toBe('<a role="link" aria-disabled="true" title="This file is gone">')
    })
  })

  test('what an ordinary build keeps and a preview never mix', async (t) => {
    const root = await changedRepository(t, before, changed)
    const [dist, out] = [path.join(root, 'dist'), path.join(root, 'out')]
    expect((await run(['build', '--root', root])).code).toBe(0)
    const first = html(dist, 'erp/restore')
    await reviewOf(root, '--out', out)
    expect((await run(['build', '--root', root])).code).toBe(0)
    expect(html(dist, 'erp/restore')).toBe(first)
    expect(first).not.toContain('Preview')
    expect(html(out, 'erp/restore')).toContain('Preview')
    expect(await readdir(root)).toStrictEqual(expect.arrayContaining(['dist', 'guidebooks', 'out', 'waymark.yaml']))
  })

  test('an ordinary build begins after a preview that was the first to keep something', async (t) => {
    const root = await changedRepository(t, before, changed)
    await reviewOf(root)
    const { code, stderr } = await run(['build', '--root', root])
    expect(code, stderr).toBe(0)
  })

  test('it is under the path that it is published under', async (t) => {
    const root = await changedRepository(t, before, changed)
    const out = path.join(root, 'out')
    const comment = path.join(root, 'comment.md')
    await reviewOf(
      root,
      '--out',
      out,
      '--path',
      '/pr-7/',
      '--site',
      'https://previews.example.org',
      '--comment',
      comment,
    )
    expect(html(out, '_changes')).toContain('href="/pr-7/erp/restore/"')
    expect(readFileSync(comment, 'utf8')).toContain('](https://previews.example.org/pr-7/erp/restore/)')
  })

  test('what cannot be built leaves what was there', async (t) => {
    const root = await changedRepository(t, before, { 'waymark.yaml': 'titel: Runbooks\n' })
    const out = path.join(root, 'out')
    const { code, stderr } = await run(['preview', '--root', root, '--base', 'main', '--out', out])
    expect(code).toBe(2)
    expect(stderr).toContain('titel')
    expect(existsSync(out)).toBe(false)
  })
})

describe('One file', () => {
  test('loads nothing, runs nothing but its own, and has all of the change', async (t) => {
    const root = await changedRepository(t, before, {
      'guidebooks/erp/restore.md': `# Restore\n\n## Restore it\n\n${text}\n\nOne more, see [same](same.md).\n`,
      'guidebooks/erp/old.md': undefined,
      'guidebooks/erp/new.md': '# New\n\n## Restore it\n\nSee [restore](restore.md#restore-it).\n',
    })
    const file = path.join(root, 'one.html')
    const { code, stderr } = await run(['preview', '--root', root, '--base', 'main', '--single', file])
    expect(code, stderr).toBe(0)
    const page = readFileSync(file, 'utf8')
    expect(page).toMatch(
      /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; [^"]*script-src 'sha256-/,
    )
    expect(page).not.toMatch(/unsafe|\ssrc="(?!data:)|<link|@import|url\((?!#)["']?(?!data:)/)
    for (const said of ['One more, see', 'As it was.', '>New<']) expect(page).toContain(said)
    const ids = Array.from(page.matchAll(/\sid="([^"]+)"/g), ([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const targets = Array.from(page.matchAll(/\shref="([^"]+)"/g), ([, href = '']) => href)
    assert.ok(targets.length > 0)
    for (const target of targets.filter((href) => !href.includes('wm-change-'))) {
      expect(target).toMatch(/^#/)
      expect(ids).toContain(target.slice(1))
    }
  })

  test('fits into an e-mail: fifty changed pages of 5 KB have less than 5 MB', async (t) => {
    const page = (index: number, words: string) =>
      `# Page ${index}\n\n${`A line of ${words} that a reader of page ${index} sees.\n\n| a | b |\n|---|---|\n| 1 | ${words} |\n\n`.repeat(60)}`
    const pages = (words: string): Files =>
      Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`guidebooks/page-${index}.md`, page(index, words)]))
    const root = await changedRepository(t, pages('words'), pages('other words'))
    const file = path.join(root, 'one.html')
    const { code, stdout, stderr } = await run(['preview', '--root', root, '--base', 'main', '--single', file])
    expect(code, stderr).toBe(0)
    expect(stdout).toMatch(/^50 pages changed/)
    const html = readFileSync(file)
    expect(html.length).toBeLessThan(5_000_000)
    expect(html.toString()).not.toContain('This page is left out')
  })
})
