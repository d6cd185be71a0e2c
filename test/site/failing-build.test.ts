import { existsSync, promises as fs } from 'node:fs'
import path from 'node:path'
import { afterAll, assert, expect, test, vi } from 'vitest'
import { openProject } from '../../src/config/project.ts'
import { buildSite, type Progress } from '../../src/site/build.ts'
import { run } from '../cli/command-line.ts'
import { builtFolder } from '../status/built-folder.ts'

const files = {
  'guidebooks/README.md': '# Home\n',
  'guidebooks/one.md': '# One\n',
  'dist/index.html': 'the old site',
  'dist/_waymark/site.json': '{}',
}

// Astro says with this variable which kind of build runs.
afterAll(() => {
  delete process.env.NODE_ENV
})

test('a build that fails while it renders, and cannot clean up either, says what failed first', async (t) => {
  const root = await builtFolder(t, files)
  const { project } = await openProject({ root })
  const before = process.cwd()
  const { rm } = fs
  let isRendering = false
  let isRefused = false
  const removed = vi.spyOn(fs, 'rm').mockImplementation(async (...args: Parameters<typeof rm>) => {
    if (!isRendering || !String(args[0]).endsWith('stage')) return rm(...args)
    isRefused = true
    throw Object.assign(new Error('ENOTEMPTY: directory not empty, rmdir'), { code: 'ENOTEMPTY' })
  })
  const onProgress = ({ stage, done }: Progress) => {
    if (stage !== 'rendering' || done === undefined) return
    isRendering = true
    throw new Error('the page cannot be rendered')
  }
  const build = () => buildSite(project, { out: path.join(root, 'dist'), onFindings: () => true, onProgress })
  await expect(build()).rejects.toThrow(/the page cannot be rendered/)
  assert.ok(isRefused, 'cleaning up failed')
  expect(existsSync(path.join(project.cache, 'build.lock'))).toBe(false)
  expect(await fs.readFile(path.join(root, 'dist/index.html'), 'utf8')).toBe('the old site')
  expect(process.cwd()).toBe(before)
  removed.mockRestore()
  const again = await run(['build', '--root', root])
  expect(again.stdout, again.stderr).toMatch(/^Built 2 pages/)
})
