import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { openProject } from '../../src/config/project.ts'
import { Guidebooks } from '../../src/guidebook/guidebooks.ts'
import { readPage } from '../../src/guidebook/page.ts'
import { nameInUrl } from '../../src/guidebook/paths/repository.ts'
import { siteName } from '../../src/site/view/site-name.ts'
import { builtFolder } from '../status/built-folder.ts'

const remote = (name: string, url: string) =>
  `[remote "${name}"]\n\turl = ${url}\n\tfetch = +refs/heads/*:refs/remotes/${name}/*\n`
const git = (config: string) => ({
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.git/config': `[core]\n\tbare = false\n${config}`,
})
const url = (address: string) => ({ 'waymark.yaml': `repository: { url: "${address}" }\n` })
const origin = git(remote('origin', 'git@git.example.org:platform/factory.git'))

const cases: [name: string, files: Record<string, string>, expected: string][] = [
  ['what waymark.yaml says', { ...origin, 'waymark.yaml': 'title: Overview\n', 'README.md': '# Shop\n' }, 'Overview'],
  ['the title of its first page', { ...origin, 'README.md': '# Shop runbooks\n' }, 'Shop runbooks'],
  ['the repository’s, for want of a first page', { ...origin, 'shop/README.md': '# Shop\n' }, 'factory'],
  ['the repository’s, in place of Overview', { ...origin, 'README.md': '# Overview\n' }, 'factory'],
  ['the repository’s, in place of no title', { ...origin, 'README.md': 'text\n' }, 'factory'],
  [
    'that of `repository.url` before the remote’s',
    { ...origin, ...url('https://x.example/a/mill'), 'README.md': '# Home\n' },
    'mill',
  ],
  [
    'the only remote’s',
    { ...git(remote('upstream', 'https://u:secret@x.example/a/mill.git')), 'README.md': '# Home\n' },
    'mill',
  ],
  [
    'origin’s among several',
    {
      ...git(remote('fork', 'https://x.example/a/b') + remote('origin', 'https://x.example/a/mill')),
      'README.md': '# Home\n',
    },
    'mill',
  ],
  [
    'the folder’s, where remotes do not tell',
    { ...git(remote('a', 'https://x.example/a') + remote('b', 'https://x.example/b')), 'README.md': '# Home\n' },
    'ledger',
  ],
  [
    'the folder’s, where no remote is data',
    {
      ...git('[remote "origin"]\n\turl = "a b"\n[include]\n\tpath = other\n'),
      '.git/other': remote('origin', 'https://x.example/a/mill'),
      'README.md': '# Home\n',
    },
    'ledger',
  ],
  ['the folder’s, without git', { 'README.md': '# Index\n' }, 'ledger'],
]

/** The name of a site whose project stands in a folder `at`. */
async function nameOf(
  t: { onTestFinished(step: () => unknown): void },
  files: Record<string, string>,
  at = 'ledger',
): Promise<string> {
  const folder = await builtFolder(
    t,
    Object.fromEntries(Object.entries(files).map(([file, text]) => [`${at}/${file}`, text])),
  )
  const { project } = await openProject({ root: path.join(folder, at) })
  const pages = Object.entries(files).filter(([file]) => file.endsWith('.md'))
  const read = pages.map(([file, text]) => readPage(file, Buffer.from(text)))
  return siteName(project, new Guidebooks({ pages: read, files: [], inRepository: '' }, { drafts: false }), {
    title: undefined,
  })
}

describe('A site is called', () => {
  for (const [name, files, expected] of cases) test(name, async (t) => expect(await nameOf(t, files)).toBe(expected))

  test('as the repository’s folder, where its own is called as many are', async (t) => {
    const folder = await builtFolder(t, { 'ledger/.git/HEAD': '', 'ledger/docs/README.md': '' })
    const { project } = await openProject({ root: path.join(folder, 'ledger', 'docs') })
    expect(
      siteName(project, new Guidebooks({ pages: [], files: [], inRepository: '' }, { drafts: false }), {
        title: undefined,
      }),
    ).toBe('ledger')
  })

  test('as its first page all the same, where nothing else has a name', async (t) => {
    expect(await nameOf(t, { ...git(''), 'README.md': '# Overview\n' }, 'src')).toBe('Overview')
    expect(await nameOf(t, { ...git(''), 'shop/README.md': '# Shop\n' }, 'src')).toBe('Guidebooks')
  })
})

test('The name of a repository stands in its address', () => {
  const named = [
    'https://x.example/a/factory.git',
    'ssh://git@x.example:22/~u/factory/',
    'git@x:factory',
    '/srv/factory.git/',
    '../factory',
    'C:\\git\\factory',
    'https://x.example/factory?a=b#c',
  ]
  for (const address of named) expect(nameInUrl(address), address).toBe('factory')
  for (const address of ['', 'https://x.example/', 'https://u:secret@x.example', 'https://x.example/<b>'])
    expect(nameInUrl(address), address).toBe(undefined)
})
