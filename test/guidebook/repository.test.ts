import { expect, test } from 'vitest'
import { editUrl, type Forge, forgeOf, viewUrl } from '../../src/guidebook/paths/repository.ts'

test('a forge is known by its host; a host of one’s own runs Gitea', () => {
  const cases: [url: string, forge: Forge][] = [
    ['https://github.com/a/b', 'github'],
    ['https://gitlab.com/a/b', 'gitlab'],
    ['https://gitlab.example.org/a/b', 'gitlab'],
    ['https://code.gitlab.example.org/a/b', 'gitlab'],
    ['https://bitbucket.org/a/b', 'bitbucket'],
    ['https://gitea.example.org/a/b', 'gitea'],
    ['https://codeberg.org/a/b', 'gitea'],
    ['https://notgitlab.example/a/b', 'gitea'],
    ['https://github.com.example/a/b', 'gitea'],
    ['no url', 'gitea'],
  ]
  for (const [url, forge] of cases) expect(forgeOf(url), url).toBe(forge)
})

test('a file is viewed and edited where its forge does that', () => {
  const url = 'https://a.example/o/r'
  const cases: [forge: Forge, view: string, edit: string][] = [
    ['github', `${url}/blob/main/a/b.md`, `${url}/edit/main/a/b.md`],
    ['gitlab', `${url}/-/blob/main/a/b.md`, `${url}/-/edit/main/a/b.md`],
    ['gitea', `${url}/src/branch/main/a/b.md`, `${url}/_edit/main/a/b.md`],
    ['bitbucket', `${url}/src/main/a/b.md`, `${url}/src/main/a/b.md?mode=edit`],
  ]
  for (const [forge, view, edit] of cases) {
    const repository = { url, branch: 'main', forge }
    expect(viewUrl(repository, 'a/b.md')).toBe(view)
    expect(viewUrl(repository, 'a/b.md', 'L3')).toBe(`${view}#L3`)
    expect(editUrl(repository, 'a/b.md')).toBe(edit)
  }
})

test('names are encoded, slashes between them are not', () => {
  const repository = { url: 'https://a.example/o/r', branch: 'feature/é', forge: 'github' as const }
  expect(viewUrl(repository, 'a b/c#d?.md')).toBe('https://a.example/o/r/blob/feature/%C3%A9/a%20b/c%23d%3F.md')
  expect(viewUrl(repository, '\ud800')).toBe('https://a.example/o/r/blob/feature/%C3%A9/%EF%BF%BD')
})
