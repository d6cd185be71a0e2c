import { expect, test } from 'vitest'
import { PageDialects } from '../../../src/config/page-dialects.ts'
import { MemoryTree } from './memory-tree.ts'

const summary =
  '# Summary\n\n[Preface](preface.md)\n\n- [Install](install/README.md)\n  - [On Linux](install/on%20linux.md#a)\n- [Elsewhere](https://example.org)\n'

async function read(files: Record<string, string>, config: object = {}) {
  const tree = new MemoryTree(files)
  const input = { tree, root: 'docs', files: tree.below('docs'), config }
  return PageDialects.read(input, (file) => file.endsWith('.md'))
}

test('A summary is the navigation of a book', async () => {
  const dialects = await read({ 'docs/book/SUMMARY.md': summary })
  expect(dialects.navigation).toStrictEqual([
    { path: 'book/preface.md', label: 'Preface' },
    { path: 'book/install/README.md', label: 'Install' },
    { path: 'book/install/on linux.md', label: 'On Linux' },
  ])
})

test('A summary beside the navigation of another generator does not count', async () => {
  const dialects = await read({ 'mkdocs.yml': 'site_name: A\n', 'docs/SUMMARY.md': summary })
  expect(dialects.navigation).toStrictEqual([])
})

test.each([
  [{ repository: { url: 'https://gitlab.example.org/a/b', branch: 'main' } }, 'gitlab'],
  [{ repository: { url: 'https://git.example.org/a/b', branch: 'main', forge: 'gitlab' } }, 'gitlab'],
  [{ repository: { url: 'https://github.com/a/b', branch: 'main' } }, undefined],
  [{ dialect: 'github', repository: { url: 'https://gitlab.example.org/a/b', branch: 'main' } }, undefined],
])('With %o, pages are read by the rules of %s', async (config, name) => {
  const dialects = await read({ 'docs/a.md': '# A\n' }, config)
  expect(dialects.of('a.md')?.name).toBe(name)
})

test('A configuration of Astro without Starlight says nothing of the pages', async () => {
  const dialects = await read({ 'astro.config.mjs': 'export default {}', '.gitlab-ci.yml': '', 'docs/a.md': '# A\n' })
  expect(dialects.of('a.md')?.name).toBe('gitlab')
})
