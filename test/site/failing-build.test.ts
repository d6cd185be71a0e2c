import assert from 'node:assert/strict'
import { existsSync, promises as fs } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
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

test('a build that fails while it renders, and cannot clean up either, says what failed first', async (t) => {
  const root = await builtFolder(t, files)
  const { project } = await openProject({ root })
  const before = process.cwd()
  const { rm } = fs
  let isRendering = false
  let isRefused = false
  const removed = t.mock.method(fs, 'rm', async (...args: Parameters<typeof rm>) => {
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
  await assert.rejects(build(), /the page cannot be rendered/)
  assert.ok(isRefused, 'cleaning up failed')
  assert.equal(existsSync(path.join(project.cache, 'build.lock')), false)
  assert.equal(await fs.readFile(path.join(root, 'dist/index.html'), 'utf8'), 'the old site')
  assert.equal(process.cwd(), before)
  removed.mock.restore()
  const again = await run(['build', '--root', root])
  assert.match(again.stdout, /^Built 2 pages/, again.stderr)
})
