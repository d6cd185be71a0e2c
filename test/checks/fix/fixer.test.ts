import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { fixFiles } from '../../../checks/fix/fixer.ts'
import { type Finding, wholeFile } from '../../../src/guidebook/finding.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'waymark-fix-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** A finding whose fix replaces the first three characters of a file by `new`. */
function fixing(file: string, text = 'new'): Finding {
  const edit = { file, line: 1, column: 1, endLine: 1, endColumn: 4, text }
  return {
    check: 'links',
    code: 'links/x',
    severity: 'error',
    message: 'm',
    file,
    ...wholeFile,
    fix: { title: 't', edits: [edit] },
  }
}

const write = (file: string, content: string | Uint8Array) => writeFileSync(path.join(root, file), content)
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const digest = (file: string) =>
  createHash('sha256')
    .update(readFileSync(path.join(root, file)))
    .digest('hex')

/** Fixes the files as they are now, and says what was left alone. */
function fixAndTell(...findings: Finding[]) {
  const files = findings.map(({ file }) => file).filter((file) => existsSync(path.join(root, file)))
  return fixFiles(findings, { root, within: root, digests: new Map(files.map((file) => [file, digest(file)])) })
}

const fix = async (...findings: Finding[]) => (await fixAndTell(...findings)).fixed

describe('Writing fixes', () => {
  it('changes the file and says how', async () => {
    write('a.md', 'old text\nmore\n')
    const [fixed] = await fix(fixing('a.md'))
    assert.equal(read('a.md'), 'new text\nmore\n')
    assert.equal(fixed?.fixes, 1)
    assert.match(fixed?.patch ?? '', /--- a\/a\.md\n\+\+\+ b\/a\.md\n@@ -1,2 \+1,2 @@\n-old text\n\+new text\n more\n/)
  })

  it('keeps the mark of UTF-8, the ends of lines and the rights of the file', async () => {
    write('a.md', '\uFEFFold\r\nmore\r\n')
    chmodSync(path.join(root, 'a.md'), 0o640)
    await fix(fixing('a.md'))
    assert.equal(read('a.md'), '\uFEFFnew\r\nmore\r\n')
    assert.equal(statSync(path.join(root, 'a.md')).mode & 0o777, 0o640)
  })

  it('leaves no other file behind', async () => {
    write('a.md', 'old')
    await fix(fixing('a.md'))
    assert.deepEqual(readdirSync(root), ['a.md'])
  })

  it('does not touch what is not UTF-8: it could not be written back', async () => {
    write('a.md', Buffer.from([0x6f, 0x6c, 0x64, 0xff]))
    assert.deepEqual(await fix(fixing('a.md')), [])
    assert.deepEqual([...readFileSync(path.join(root, 'a.md'))], [0x6f, 0x6c, 0x64, 0xff])
  })

  it('writes through a symbolic link that stays inside, and through no other', async () => {
    const outside = mkdtempSync(path.join(tmpdir(), 'waymark-outside-'))
    write('a.md', 'old')
    writeFileSync(path.join(outside, 'b.md'), 'old')
    symlinkSync('a.md', path.join(root, 'inside.md'))
    symlinkSync(path.join(outside, 'b.md'), path.join(root, 'outside.md'))
    await fix(fixing('inside.md'), fixing('outside.md'))
    assert.equal(read('a.md'), 'new')
    assert.equal(readFileSync(path.join(outside, 'b.md'), 'utf8'), 'old')
    rmSync(outside, { recursive: true })
  })

  it('leaves a fix alone that needs two files', async () => {
    write('a.md', 'old')
    write('b.md', 'old')
    const finding = fixing('a.md')
    finding.fix?.edits.push({ file: 'b.md', line: 1, column: 1, endLine: 1, endColumn: 4, text: 'new' })
    assert.deepEqual(await fix(finding), [])
    assert.equal(read('a.md'), 'old')
  })

  describe('leaves alone, and says so,', () => {
    it('a file that was changed since it was checked', async () => {
      write('a.md', 'old')
      const digests = new Map([['a.md', digest('a.md')]])
      write('a.md', 'a newer text')
      const done = await fixFiles([fixing('a.md')], { root, within: root, digests })
      assert.deepEqual(done, { fixed: [], left: [{ file: 'a.md', why: 'it was changed since it was checked' }] })
      assert.equal(read('a.md'), 'a newer text')
    })

    it('a file that is gone, and goes on with the next', async () => {
      write('b.md', 'old')
      const { fixed, left } = await fixAndTell(fixing('a.md'), fixing('b.md'))
      assert.deepEqual(left, [{ file: 'a.md', why: 'it cannot be written (ENOENT)' }])
      assert.deepEqual([fixed.length, read('b.md')], [1, 'new'])
    })

    it('a file that is read-only', { skip: process.getuid?.() === 0 && 'root may write everywhere' }, async () => {
      write('a.md', 'old')
      chmodSync(path.join(root, 'a.md'), 0o444)
      assert.deepEqual((await fixAndTell(fixing('a.md'))).left, [
        { file: 'a.md', why: 'it cannot be written (EACCES)' },
      ])
      assert.equal(read('a.md'), 'old')
    })

    it('another name of a page that is checked: what is right there can be wrong here', async () => {
      write('a.md', 'old text')
      symlinkSync('a.md', path.join(root, 'b.md'))
      const { fixed, left } = await fixAndTell(fixing('b.md', 'wrong'), fixing('a.md'))
      assert.deepEqual(left, [{ file: 'b.md', why: 'it is another name of `a.md`' }])
      assert.deepEqual([fixed.length, read('a.md')], [1, 'new text'])
    })
  })

  it('does not search for a difference without end', async () => {
    const lines = (word: string) => Array.from({ length: 60_000 }, (_, index) => `${word} ${index}\n`).join('')
    write('a.md', lines('old'))
    const edits = Array.from({ length: 60_000 }, (_, index) => ({
      file: 'a.md',
      ...{ line: index + 1, column: 1, endLine: index + 1, endColumn: 4, text: 'new' },
    }))
    const [fixed] = await fix({ ...fixing('a.md'), fix: { title: 't', edits } })
    assert.equal(read('a.md'), lines('new'))
    assert.ok((fixed?.patch.length ?? 0) > 0)
  })

  it('does nothing without fixes', async () => assert.deepEqual(await fix(), []))
})
