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
import { afterEach, assert, beforeEach, describe, expect, it } from 'vitest'
import { fixFiles } from '../../../checks/fix/fixer.ts'
import { type Finding, wholeFile } from '../../../src/finding/finding.ts'

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
    expect(read('a.md')).toBe('new text\nmore\n')
    expect(fixed?.fixes).toBe(1)
    expect(fixed?.patch ?? '').toMatch(
      /--- a\/a\.md\n\+\+\+ b\/a\.md\n@@ -1,2 \+1,2 @@\n-old text\n\+new text\n more\n/,
    )
  })

  it('counts each finding that it mends, also where two share one fix', async () => {
    const count = async (one: Finding, other: Finding) => {
      write('a.md', 'old text\n')
      return (await fix(one, other))[0]?.fixes
    }
    const one = fixing('a.md')
    expect(await count(one, { ...one, line: 2 })).toBe(2)
    expect(await count(one, structuredClone(one))).toBe(2)
  })

  it('keeps the mark of UTF-8, the ends of lines and the rights of the file', async () => {
    write('a.md', '\uFEFFold\r\nmore\r\n')
    chmodSync(path.join(root, 'a.md'), 0o640)
    await fix(fixing('a.md'))
    expect(read('a.md')).toBe('\uFEFFnew\r\nmore\r\n')
    expect(statSync(path.join(root, 'a.md')).mode & 0o777).toBe(0o640)
  })

  it('leaves no other file behind', async () => {
    write('a.md', 'old')
    await fix(fixing('a.md'))
    expect(readdirSync(root)).toStrictEqual(['a.md'])
  })

  it('does not touch what is not UTF-8: it could not be written back', async () => {
    write('a.md', Buffer.from([0x6f, 0x6c, 0x64, 0xff]))
    expect(await fix(fixing('a.md'))).toStrictEqual([])
    expect([...readFileSync(path.join(root, 'a.md'))]).toStrictEqual([0x6f, 0x6c, 0x64, 0xff])
  })

  it('writes through a symbolic link that stays inside, and through no other', async () => {
    const outside = mkdtempSync(path.join(tmpdir(), 'waymark-outside-'))
    write('a.md', 'old')
    writeFileSync(path.join(outside, 'b.md'), 'old')
    symlinkSync('a.md', path.join(root, 'inside.md'))
    symlinkSync(path.join(outside, 'b.md'), path.join(root, 'outside.md'))
    await fix(fixing('inside.md'), fixing('outside.md'))
    expect(read('a.md')).toBe('new')
    expect(readFileSync(path.join(outside, 'b.md'), 'utf8')).toBe('old')
    rmSync(outside, { recursive: true })
  })

  it('leaves a fix alone that needs two files', async () => {
    write('a.md', 'old')
    write('b.md', 'old')
    const finding = fixing('a.md')
    finding.fix?.edits.push({ file: 'b.md', line: 1, column: 1, endLine: 1, endColumn: 4, text: 'new' })
    expect(await fix(finding)).toStrictEqual([])
    expect(read('a.md')).toBe('old')
  })

  describe('leaves alone, and says so,', () => {
    it('a file that was changed since it was checked', async () => {
      write('a.md', 'old')
      const digests = new Map([['a.md', digest('a.md')]])
      write('a.md', 'a newer text')
      const done = await fixFiles([fixing('a.md')], { root, within: root, digests })
      expect(done).toStrictEqual({ fixed: [], left: [{ file: 'a.md', why: 'it was changed since it was checked' }] })
      expect(read('a.md')).toBe('a newer text')
    })

    it('a file that is gone, and goes on with the next', async () => {
      write('b.md', 'old')
      const { fixed, left } = await fixAndTell(fixing('a.md'), fixing('b.md'))
      expect(left).toStrictEqual([{ file: 'a.md', why: 'it cannot be written (ENOENT)' }])
      expect([fixed.length, read('b.md')]).toStrictEqual([1, 'new'])
    })

    it('a file that is read-only', { skip: process.getuid?.() === 0 }, async () => {
      write('a.md', 'old')
      chmodSync(path.join(root, 'a.md'), 0o444)
      expect((await fixAndTell(fixing('a.md'))).left).toStrictEqual([
        { file: 'a.md', why: 'it cannot be written (EACCES)' },
      ])
      expect(read('a.md')).toBe('old')
    })

    it('another name of a page that is checked: what is right there can be wrong here', async () => {
      write('a.md', 'old text')
      symlinkSync('a.md', path.join(root, 'b.md'))
      const { fixed, left } = await fixAndTell(fixing('b.md', 'wrong'), fixing('a.md'))
      expect(left).toStrictEqual([{ file: 'b.md', why: 'it is another name of `a.md`' }])
      expect([fixed.length, read('a.md')]).toStrictEqual([1, 'new text'])
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
    expect(read('a.md')).toBe(lines('new'))
    assert.ok((fixed?.patch.length ?? 0) > 0)
  })

  it('does nothing without fixes', async () => expect(await fix()).toStrictEqual([]))
})
