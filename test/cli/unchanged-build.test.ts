import { closeSync, fstatSync, globSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { appendFile, copyFile, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, type TestContext, test, vi } from 'vitest'
import { stampTree } from '../../src/files/tree-stamp.ts'
import { sizeOfFolder } from '../../src/site/publish/files.ts'
import { StagedFiles } from '../../src/site/publish/staged-files.ts'
import { builtFolder } from '../status/built-folder.ts'
import { run } from './command-line.ts'

const guidebooks = {
  'waymark.yaml': 'title: Docs\nsite: https://docs.example.org\n',
  'chart/values.yaml': 'tag: "22.0.4"\n',
  'guidebooks/README.md': '# Docs\n\n[ERP](erp/README.md)\n',
  'guidebooks/erp/README.md': '# ERP\n\n[Restart](restart.md#first) and [22.0.4](../../chart/values.yaml#/tag)\n',
  'guidebooks/erp/restart.md': '# Restart\n\n## First\n\nAn old word. [Gone](gone.md)\n',
  'guidebooks/erp/latin1.md': Buffer.from('# caf\xe9\n', 'latin1'),
}

/** The files in which two sites differ. */
function differing(one: string, other: string): string[] {
  const [a, b] = [filesOf(one), filesOf(other)]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => a[name] !== b[name])
}

/** All files of a site as texts, without the moments that they name. */
function filesOf(dist: string): Record<string, string> {
  const names = globSync('**/*', { cwd: dist, withFileTypes: true }).filter((entry) => entry.isFile())
  const files = names.map(({ parentPath, name }) => path.join(parentPath, name)).sort()
  const withoutMoments = (text: string) => text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then')
  return Object.fromEntries(
    files.map((file) => [path.relative(dist, file), withoutMoments(readFileSync(file, 'latin1'))]),
  )
}

test('a build that finds all as it was writes nothing, and says what it said', async (t) => {
  const root = await builtFolder(t, guidebooks)
  const first = await run(['build', '--root', root])
  expect(first.stderr).toContain('latin1.md')
  const record = JSON.parse(readFileSync(path.join(root, '.waymark/last-build.json'), 'utf8'))
  expect(record.bytes, 'what it says that it has written').toBe(sizeOfFolder(path.join(root, 'dist')))
  const before = stampTree([root])?.digest
  const second = await run(['build', '--root', root])
  expect(second).toStrictEqual({
    ...first,
    stdout: expect.stringMatching(/^Built 4 pages \(4 unchanged\) in .*dist\n$/),
  })
  expect(stampTree([root])?.digest).toBe(before)
})

/** Opens all files of a site: what tells, and closes them, in which something was written since. Another name would be a change. */
function opened(dist: string): () => string[] {
  const names = Object.keys(filesOf(dist))
  const files = names.map((name) => {
    const file = openSync(path.join(dist, name), 'r')
    return { name, file, text: bytesOf(file) }
  })
  return () => {
    const written = files.filter(({ file, text }) => !bytesOf(file).equals(text))
    for (const { file } of files) closeSync(file)
    return written.map(({ name }) => name)
  }
}

function bytesOf(file: number): Buffer {
  const bytes = Buffer.alloc(fstatSync(file).size)
  readSync(file, bytes, 0, bytes.length, 0)
  return bytes
}

/**
 * Changes a project step by step, and expects after each that the site is the one that is built from nothing, and that
 * nothing was written into the one before.
 */
async function expectAsFromNothing(t: TestContext, root: string, changes: Record<string, () => Promise<unknown>>) {
  const cold = await builtFolder(t, {})
  await run(['build', '--root', root])
  for (const [change, make] of Object.entries(changes)) {
    await make()
    const writtenIn = opened(path.join(root, 'dist'))
    expect((await run(['build', '--root', root])).code, change).toBe(0)
    expect(writtenIn(), change).toStrictEqual([])
    const [out, cache] = [path.join(cold, change, 'dist'), path.join(cold, change, 'cache')]
    await run(['build', '--root', root, '--out', out, '--cache', cache])
    expect(differing(path.join(root, 'dist'), out), change).toStrictEqual([])
  }
}

/** Writes nothing in the place of some bytes of each file of a folder, and leaves their number. */
async function damage(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.pack')) continue
    const bytes = await readFile(path.join(folder, name))
    const quarter = Math.floor(bytes.length / 4)
    await writeFile(path.join(folder, name), bytes.fill(0, quarter, 2 * quarter))
  }
}

test('a site that was built again and again is the one that is built from nothing', async (t) => {
  const root = await builtFolder(t, guidebooks)
  const file = (name: string) => path.join(root, 'guidebooks', name)
  await expectAsFromNothing(t, root, {
    'an edit': () => writeFile(file('erp/restart.md'), '# Start again\n\n## Second\n\nA new word, and `make start`.\n'),
    'a page more': () => writeFile(file('erp/gone.md'), '# Here again\n'),
    'another name': () => rename(file('erp/gone.md'), file('erp/first.md')),
    'the same page elsewhere': () => copyFile(file('erp/restart.md'), file('restart.md')),
    'two pages for each other': async () => {
      await rename(file('erp/first.md'), file('erp/third.md'))
      await rename(file('erp/restart.md'), file('erp/first.md'))
      await rename(file('erp/third.md'), file('erp/restart.md'))
    },
    'a draft that pages link to': () => writeFile(file('erp/restart.md'), '---\ndraft: true\n---\n# Here again\n'),
    'a page less': () => rm(file('erp/latin1.md')),
    'a value of the repository': () => writeFile(path.join(root, 'chart/values.yaml'), 'tag: "22.0.5"\n'),
    'what pages run': () => writeFile(path.join(root, 'Makefile'), 'start:\n\ttrue\n'),
    'no copies in browsers': () => appendFile(path.join(root, 'waymark.yaml'), 'offline: false\n'),
    'copies again': () => writeFile(path.join(root, 'waymark.yaml'), guidebooks['waymark.yaml']),
    'a file of the site that is gone': () => rm(path.join(root, 'dist/erp/index.html')),
    'kept pages that are damaged': async () => {
      for (const cache of ['pages', 'read-pages']) await damage(path.join(root, '.waymark', cache))
      await rm(path.join(root, 'dist/erp/index.html'))
    },
  })
})

test('what is the same in the site before is taken from it, as long as that stands as it was built', async (t) => {
  const root = await builtFolder(t, guidebooks)
  const [home, restart] = ['', 'erp/restart'].map((name) => path.join(root, 'dist', name, 'index.html'))
  const edit = async (text: string) => {
    await writeFile(path.join(root, 'guidebooks/erp/restart.md'), `# Restart\n\n${text}\n`)
    await run(['build', '--root', root])
    return { home: statSync(home ?? '').ino, text: await readFile(restart ?? '', 'utf8') }
  }
  const first = await edit('An old word.')
  const second = await edit('A new word.')
  expect(second.home).toBe(first.home)
  expect(second.text).toContain('A new word.')
  expect(statSync(home ?? '').nlink, 'the site before is gone').toBe(1)
  await writeFile(home ?? '', 'Edited by hand.')
  const third = await edit('A newer word.')
  expect(third.text).toContain('A newer word.')
  expect(await readFile(home ?? '', 'utf8')).not.toContain('Edited by hand.')
})

test('so is one whose pages include files, and are read by the rules of another generator', async (t) => {
  const configuration = (extensions: string) =>
    `site_name: S\ndocs_dir: guidebooks\nmarkdown_extensions: [${extensions}]\nnav: [README.md, page.md]\n`
  const root = await builtFolder(t, {
    'mkdocs.yml': configuration('pymdownx.snippets: { base_path: [.] }'),
    'parts/part.md': '## Part\n\nRun `make part`.\n',
    'guidebooks/README.md': '# Home\n\n[Page](page.md#part)\n',
    'guidebooks/page.md': '# Page\n\n--8<-- "parts/part.md"\n\n!!! note\n    Mind.\n',
  })
  const part = path.join(root, 'parts/part.md')
  await expectAsFromNothing(t, root, {
    'another text in what is included': () => writeFile(part, '## Other part\n\nRun `make other`.\n'),
    'nothing to include': () => rm(part),
    'and again': () => writeFile(part, '## Part\n'),
    'other rules': () => writeFile(path.join(root, 'mkdocs.yml'), configuration('admonition')),
    'no rules': () => rm(path.join(root, 'mkdocs.yml')),
  })
})

test('what an included file shows is as it is now: where its links lead, its pictures, how services are', async (t) => {
  const root = await builtFolder(t, {
    'mkdocs.yml':
      'site_name: S\nmarkdown_extensions: [{ pymdownx.snippets: { base_path: [docs] } }]\nexclude_docs: parts/\n',
    'docs/index.md': '# Home\n',
    'docs/page.md': '# Page\n\n--8<-- "parts/part.md"\n',
    'docs/other/index.md': '# Other\n',
    'docs/other/b.md': '# B\n',
    'docs/parts/part.md': 'See [b](other/b.md) and ![it](it.svg).\n\n```status\nshop\n```\n',
    'docs/it.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>',
    'docs/shop/services.yaml':
      'services: { shop: { name: Shop, probes: { home: { http: "https://shop.example/" } } } }\n',
  })
  const docs = path.join(root, 'docs')
  const services = path.join(docs, 'shop/services.yaml')
  await run(['build', '--root', root])
  expect(await readdir(path.join(root, 'dist')), 'its picture is published').toContain('it.svg')
  await expectAsFromNothing(t, root, {
    'a page less': () => rm(path.join(docs, 'other/b.md')),
    'no picture': () => rm(path.join(docs, 'it.svg')),
    'a service of another name': () =>
      writeFile(services, 'services: { shop: { name: Till, probes: { home: { http: "https://shop.example/" } } } }\n'),
  })
})

test('search finds of services what their pages show, and of pages with code what that brings now', async (t) => {
  const root = await builtFolder(t, {
    'waymark.yaml': 'mdx: true\nstatus: { details: full }\n',
    'guidebooks/README.md': '# Home\n',
    ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((number) => [`guidebooks/shop/p${number}.md`, `# P ${number}\n`])),
    'guidebooks/code.mdx': 'import { v } from "./x.mjs"\n\n# Code\n\nValue {v} of code.\n',
    'guidebooks/x.mjs': 'export const v = "first"\n',
    'guidebooks/shop/services.yaml':
      'services: { erp: { name: ERP, probes: { web: { http: "GET https://erp.example/secret-health" } } } }\n',
  })
  const settings = (details: string) =>
    writeFile(path.join(root, 'waymark.yaml'), `mdx: true\nstatus: { details: ${details} }\n`)
  await expectAsFromNothing(t, root, {
    'no details': () => settings('summary'),
    'details again': () => settings('full'),
    'another import': () => writeFile(path.join(root, 'guidebooks/x.mjs'), 'export const v = "second"\n'),
  })
})

test('behind a link to the project, and to a clone, a change is a change', async (t) => {
  const root = await builtFolder(t, {
    'real/waymark.yaml': 'inventory: { clones: [../clone] }\n',
    'real/guidebooks/README.md': '# Home\n',
    'other/rules.yaml': 'groups: [{ name: g, rules: [{ alert: OldName, expr: up == 0 }] }]\n',
  })
  await symlink('real', path.join(root, 'link'))
  await symlink('other', path.join(root, 'clone'))
  const build = () => run(['build', '--root', path.join(root, 'link')])
  const dist = path.join(root, 'link/dist')
  expect((await build()).stderr).toBe('')
  expect((await build()).stdout).toMatch(/unchanged/)
  await appendFile(path.join(root, 'real/guidebooks/README.md'), '\nNew words.\n')
  await build()
  expect(await readFile(path.join(dist, 'index.html'), 'utf8')).toContain('New words.')
  await writeFile(
    path.join(root, 'other/rules.yaml'),
    'groups: [{ name: g, rules: [{ alert: NewName, expr: up == 0 }] }]\n',
  )
  await build()
  expect(await readdir(path.join(dist, 'alerts'))).toContain('NewName')
})

test('a build that goes on over midnight is one of the day on which it began', async (t) => {
  const root = await builtFolder(t, {
    'waymark.yaml': 'theme: { banner: { text: Maintenance, until: 2026-03-01 } }\n',
    'guidebooks/README.md': '# Home\n',
  })
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 2, 1, 23, 59, 59) })
  t.onTestFinished(() => void vi.useRealTimers())
  const midnight = vi.spyOn(StagedFiles.prototype, 'write').mockImplementationOnce(function (
    this: StagedFiles,
    ...args
  ) {
    vi.setSystemTime(new Date(2026, 2, 2, 0, 0, 1))
    return this.write(...args)
  })
  const home = async () => {
    await run(['build', '--root', root])
    return readFile(path.join(root, 'dist/index.html'), 'utf8')
  }
  expect(await home()).toContain('Maintenance')
  expect(midnight).toHaveBeenCalled()
  expect(await home(), 'the banner has ended').not.toContain('Maintenance')
})

test('a build that another one could better is made again', async (t) => {
  const services = `services:\n  erp:\n    name: ERP\n    probes:\n      ping: { tcp: "\${ERP_HOST}:443" }\n`
  const root = await builtFolder(t, {
    'guidebooks/README.md': '# Docs\n\n`erp.ping`\n\n[ERP](status:erp.ping)\n',
    'guidebooks/services.yaml': services,
  })
  const build = async () => {
    const { code, stderr } = await run(['build', '--root', root])
    expect(code, stderr).toBe(0)
    return statSync(path.join(root, 'dist')).ino
  }
  const first = await build()
  expect(await build(), 'as it was').toBe(first)
  vi.stubEnv('ERP_HOST', 'erp.example.org')
  t.onTestFinished(() => void vi.unstubAllEnvs())
  const second = await build()
  expect(second, 'a variable of a probe is set').not.toBe(first)
  expect(await build(), 'and still is').toBe(second)
  // A diagram that had no browser is drawn once there is one; one that fails may do better another time.
  const browser = path.join(root, 'browser')
  vi.stubEnv('WAYMARK_BROWSER', browser)
  await writeFile(path.join(root, 'guidebooks/drawn.md'), '# Drawn\n\n```mermaid\nflowchart LR\n  A --> B\n```\n')
  const third = await build()
  expect(await build(), 'there still is no browser').toBe(third)
  await writeFile(browser, '#!/bin/sh\nexit 3\n', { mode: 0o755 })
  const fourth = await build()
  expect(fourth, 'there is a browser').not.toBe(third)
  expect(await build(), 'it failed').not.toBe(fourth)
})
