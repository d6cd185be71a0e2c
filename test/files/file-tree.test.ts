import { symlinkSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DiskTree } from '../../src/files/disk-tree.ts'
import type { FileTree } from '../../src/files/file-tree.ts'
import { CommitTree } from '../../src/git/commit-tree.ts'
import { TestRepository } from '../checks/test-repository.ts'

const options = { signal: new AbortController().signal }

/** The same questions to each kind of tree, over the same files. */
const kinds: Record<string, (repository: TestRepository) => Promise<FileTree>> = {
  'on disk': async ({ root }) => new DiskTree(root),
  'in a commit': ({ root }) => CommitTree.open(root, 'HEAD', options),
}

for (const [name, open] of Object.entries(kinds)) {
  describe(`A tree of files ${name}`, () => {
    const repository = new TestRepository()
    let tree: FileTree
    beforeAll(async () => {
      repository.write({ 'README.md': '# A', 'docs/Deep/a b.md': 'é', 'docs/empty.md': '', 'docs/"quoted".md': 'q' })
      symlinkSync('docs/Deep', path.join(repository.root, 'linked'))
      symlinkSync('../README.md', path.join(repository.root, 'docs/link.md'))
      symlinkSync('/etc/hostname', path.join(repository.root, 'out.txt'))
      symlinkSync('nowhere', path.join(repository.root, 'dangling.md'))
      symlinkSync('circle', path.join(repository.root, 'circle'))
      repository.commit()
      tree = await open(repository)
    })
    afterAll(() => repository.remove())

    const cases: [path: string, kind: 'file' | 'folder' | undefined][] = [
      ['', 'folder'],
      [`${'a/'.repeat(50_000)}b.md`, undefined],
      ['.', 'folder'],
      ['README.md', 'file'],
      ['./docs/../README.md', 'file'],
      ['readme.md', undefined],
      ['docs', 'folder'],
      ['docs/', 'folder'],
      ['Docs', undefined],
      ['docs/deep/a b.md', undefined],
      ['docs/Deep/a b.md', 'file'],
      ['docs/"quoted".md', 'file'],
      ['README.md/', 'file'],
      ['README.md/x', undefined],
      ['linked', 'folder'],
      ['linked/a b.md', 'file'],
      ['docs/link.md', 'file'],
      ['out.txt', undefined],
      ['dangling.md', undefined],
      ['circle', undefined],
      ['circle/x', undefined],
      ['..', undefined],
      ['../x', undefined],
      ['docs/../../x', undefined],
      ['a\0b', undefined],
    ]
    for (const [file, kind] of cases) {
      it(`${JSON.stringify(file)} is ${kind ?? 'nothing'}`, async () => expect(await tree.kind(file)).toBe(kind))
    }

    it('names what stands in a folder', async () => {
      expect((await tree.names('docs')).toSorted()).toStrictEqual(['"quoted".md', 'Deep', 'empty.md', 'link.md'])
      expect(await tree.names('linked')).toStrictEqual(['a b.md'])
      expect(await tree.names('nowhere')).toStrictEqual([])
      expect(await tree.names('../')).toStrictEqual([])
    })

    const real: [file: string, path: string | undefined][] = [
      ['README.md', 'README.md'],
      ['docs/link.md', 'README.md'],
      ['linked/a b.md', 'docs/Deep/a b.md'],
      ['out.txt', undefined],
      ['dangling.md', undefined],
    ]
    for (const [file, path] of real)
      it(`finds ${file} at ${path ?? 'no path'}`, async () => expect(await tree.realPath(file)).toBe(path))

    const contents: [file: string, text: string | undefined][] = [
      ['docs/Deep/a b.md', 'é'],
      ['docs/empty.md', ''],
      ['docs/link.md', '# A'],
      ['docs', undefined],
      ['nowhere.md', undefined],
      ['out.txt', undefined],
    ]
    for (const [file, text] of contents) {
      it(`reads ${file} as ${JSON.stringify(text)}`, async () => {
        const bytes = await tree.read(file)
        expect(bytes && Buffer.from(bytes).toString('utf8')).toBe(text)
      })
    }
  })
}
