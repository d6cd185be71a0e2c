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
  const known = Object.fromEntries(Object.entries(site).map(([name, text]) => [name, fileOf(text)]))
  return { folder, stage, staged: new StagedFiles(stage, { folder, files: known }) }
}

const fileOf = (text: string) => ({ digest: digestOf(text), size: text.length })
const numberOf = (file: string) => statSync(file).ino

test('what is the same in the site that stands is that file, and what is not is another one', async (t) => {
  const site = { 'index.html': 'home', 'page/index.html': 'page', 'other.html': 'other' }
  const { folder, stage, staged } = await stagedBeside(t, site)
  staged.write(path.join(stage, 'index.html'), 'home')
  staged.write(path.join(stage, 'page/index.html'), Buffer.from('another'))
  staged.write(path.join(stage, 'page/other.html'), 'other')

  expect(numberOf(path.join(stage, 'index.html'))).toBe(numberOf(path.join(folder, 'index.html')))
  expect(readFileSync(path.join(stage, 'page/index.html'), 'utf8')).toBe('another')
  expect(readFileSync(path.join(folder, 'page/index.html'), 'utf8'), 'nothing is written into what stands').toBe('page')
  expect(staged.of(path.join(stage, 'index.html'))).toStrictEqual(fileOf('home'))
  expect(staged.files()).toStrictEqual({
    'index.html': fileOf('home'),
    [path.join('page', 'index.html')]: fileOf('another'),
    [path.join('page', 'other.html')]: fileOf('other'),
  })
})

test('what is made of the same is taken unread, and nothing else is', async (t) => {
  const { folder, stage } = await stagedBeside(t, { 'index.html': 'home', 'other.html': 'other' })
  const home = { ...fileOf('home'), key: 'of this' }
  const staged = new StagedFiles(stage, { folder, files: { 'index.html': home, 'other.html': fileOf('other') } })
  const file = path.join(stage, 'index.html')
  expect(staged.reuse(file, 'of that')).toBe(false)
  expect(staged.reuse(path.join(stage, 'other.html'), 'of this')).toBe(false)
  expect(staged.reuse(path.join(stage, 'page/index.html'), 'of this')).toBe(false)
  expect(staged.reuse(file, 'of this')).toBe(true)
  expect(numberOf(file)).toBe(numberOf(path.join(folder, 'index.html')))
  expect(staged.files()).toStrictEqual({ 'index.html': home })
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
  const files = { 'gone.html': fileOf('gone'), 'folder.html': fileOf('folder'), 'index.html': fileOf('home') }
  const staged = new StagedFiles(stage, { folder, files })
  // No file system links a folder.
  for (const name of Object.keys(files)) {
    const file = path.join(stage, name)
    staged.write(file, name === 'index.html' ? 'home' : path.parse(name).name)
    expect(digestOf(readFileSync(file)), name).toBe(files[name as keyof typeof files].digest)
    expect(statSync(file).nlink, name).toBe(1)
  }
})
