import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, type TestContext, test } from 'vitest'
import { digestOf, StagedFiles } from '../../src/site/publish/staged-files.ts'
import { builtFolder } from '../status/built-folder.ts'

/** A site that stands, of which all is known, and a stage beside it. */
async function stagedBeside(t: TestContext, site: Record<string, string>) {
  const files = Object.entries(site).map(([name, text]) => [path.join('site', name), text] as const)
  const root = await builtFolder(t, Object.fromEntries(files))
  const [folder, stage] = [path.join(root, 'site'), path.join(root, 'stage')]
  mkdirSync(path.join(stage, 'page'), { recursive: true })
  const digests = Object.fromEntries(Object.entries(site).map(([name, text]) => [name, digestOf(text)]))
  return { folder, stage, staged: new StagedFiles(stage, { folder, digests }) }
}

const numberOf = (file: string) => statSync(file).ino

test('what is the same in the site that stands is that file, and what is not is another one', async (t) => {
  const site = { 'index.html': 'home', 'page/index.html': 'page', 'other.html': 'other' }
  const { folder, stage, staged } = await stagedBeside(t, site)
  staged.write(path.join(stage, 'index.html'), 'home')
  staged.write(path.join(stage, 'page/index.html'), Buffer.from('another'))
  staged.write(path.join(stage, 'page/other.html'), 'other')

  expect(staged.linked).toBe(1)
  expect(numberOf(path.join(stage, 'index.html'))).toBe(numberOf(path.join(folder, 'index.html')))
  expect(readFileSync(path.join(stage, 'page/index.html'), 'utf8')).toBe('another')
  expect(readFileSync(path.join(folder, 'page/index.html'), 'utf8'), 'nothing is written into what stands').toBe('page')
  expect(staged.of(path.join(stage, 'index.html'))).toStrictEqual({ digest: digestOf('home'), size: 4 })
  expect(staged.digests()).toStrictEqual({
    'index.html': digestOf('home'),
    [path.join('page', 'index.html')]: digestOf('another'),
    [path.join('page', 'other.html')]: digestOf('other'),
  })
})

test('a file is never put in the place of another', async (t) => {
  const { stage, staged } = await stagedBeside(t, { 'index.html': 'home' })
  writeFileSync(path.join(stage, 'index.html'), 'there')
  for (const text of ['home', 'another'])
    expect(() => staged.write(path.join(stage, 'index.html'), text)).toThrow(
      expect.objectContaining({ code: 'EEXIST' }),
    )
  expect(readFileSync(path.join(stage, 'index.html'), 'utf8')).toBe('there')
})

test('where a file is gone it is written, and where there are no links all are', async (t) => {
  const { folder, stage } = await stagedBeside(t, { 'index.html': 'home' })
  mkdirSync(path.join(folder, 'folder.html'))
  const digests = { 'gone.html': digestOf('gone'), 'folder.html': digestOf('folder'), 'index.html': digestOf('home') }
  const staged = new StagedFiles(stage, { folder, digests })
  // No file system links a folder.
  const linked = ['gone', 'folder', 'home'].map((text) => {
    const file = path.join(stage, text === 'home' ? 'index.html' : `${text}.html`)
    staged.write(file, text)
    expect(readFileSync(file, 'utf8')).toBe(text)
    return staged.linked
  })
  expect(linked).toStrictEqual([0, 0, 0])
})
