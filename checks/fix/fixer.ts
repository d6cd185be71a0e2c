import { promises as fs } from 'node:fs'
import path from 'node:path'
import { createTwoFilesPatch } from 'diff'
import { isInside, posixRelative } from '../../src/files/inside.ts'
import { writeWhole } from '../../src/files/whole-file.ts'
import type { Finding, Fix } from '../../src/finding/finding.ts'
import { LineIndex } from '../../src/text/line-index.ts'
import { decode } from '../../src/text/source.ts'
import { applyFixes } from './edit.ts'

/** One file that was mended. */
export interface FixedFile {
  /** Relative to the project's root. */
  file: string
  /** What changed, as a unified diff. */
  patch: string
  fixes: number
}

/** One file that was left as it is, and why. */
export interface LeftFile {
  /** Relative to the project's root. */
  file: string
  why: string
}

export interface FixOptions {
  /** The project's root: absolute. */
  root: string
  /** SHA-256, in hexadecimal, of each page that was checked, by its file: one that has changed since is left alone. */
  digests: ReadonlyMap<string, string>
  /** Nothing outside of this absolute folder is written, also not by way of a symbolic link. */
  within: string
}

/** A difference of thousands of lines would take minutes to find. */
const diffMs = 2000

/** Writes the fixes of findings into their files. Each file is written whole, or not at all; those that are not are told. */
export async function fixFiles(
  findings: readonly Finding[],
  options: FixOptions,
): Promise<{ fixed: FixedFile[]; left: LeftFile[] }> {
  const fixes = findings.flatMap(({ fix }) => (fix && isInOneFile(fix) ? [fix] : []))
  const byFile = Map.groupBy(fixes, ({ edits }) => edits[0]?.file ?? '')
  const [fixed, left]: [FixedFile[], LeftFile[]] = [[], []]
  for (const [file, ofFile] of byFile) {
    const one = await fixFile(file, ofFile, options).catch((error) => whyNot(file, error))
    if (one && 'why' in one) left.push(one)
    else if (one) fixed.push(one)
  }
  return { fixed, left }
}

/** What the file system refuses is the user's to mend. */
function whyNot(file: string, error: unknown): LeftFile {
  if (!(error instanceof Error && 'code' in error)) throw error
  return { file, why: `it cannot be written (${String(error.code)})` }
}

/** Two files could not be written as one. */
function isInOneFile({ edits }: Fix): boolean {
  return edits.length > 0 && edits.every(({ file }) => file === edits[0]?.file)
}

async function fixFile(
  file: string,
  fixes: readonly Fix[],
  { root, within, digests }: FixOptions,
): Promise<FixedFile | LeftFile | undefined> {
  const real = await fs.realpath(path.join(root, file))
  const [realRoot, realWithin] = await Promise.all([fs.realpath(root), fs.realpath(within)])
  if (!isInside(realWithin, real)) return { file, why: 'it leads out of the repository' }
  // What is right for one name of a page can be wrong for another, so the page's own name decides.
  const name = posixRelative(realRoot, real)
  if (name !== file && digests.has(name)) return { file, why: `it is another name of \`${name}\`` }
  const bytes = await fs.readFile(real)
  const { text, invalidAt, digest } = decode(bytes)
  // What is not text could not be written back as it was.
  if (invalidAt !== undefined) return { file, why: 'it is not UTF-8' }
  const isKnown = digests.has(file) ? digest === digests.get(file) : fixes.every((fix) => standsIn(text, fix))
  if (!isKnown) return { file, why: 'it was changed since it was checked' }
  const edited = applyFixes(text, fixes)
  if (edited.text === text) return undefined
  const mark = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? '\uFEFF' : ''
  await replace(real, mark + edited.text)
  return { file, patch: patchOf(file, text, edited.text), fixes: fixes.filter((fix) => edited.applied.has(fix)).length }
}

/** Whether what the edits of a fix are to replace still stands in a text, where it stood. */
function standsIn(text: string, { edits }: Fix): boolean {
  const lines = new LineIndex(text)
  return edits.every(({ was, line, column, endLine, endColumn }) => {
    const found = text.slice(lines.offsetOf(line, column), lines.offsetOf(endLine, endColumn))
    return was !== undefined && found === was
  })
}

function patchOf(file: string, before: string, after: string): string {
  const options = { context: 1, timeout: diffMs }
  const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, options)
  return patch?.replace(/^=+\n/, '') ?? `--- a/${file}\n+++ b/${file}\n(too many changes to show)\n`
}

/** In the place of the file, with its rights and its owner. */
async function replace(file: string, text: string): Promise<void> {
  // Whoever may write into the folder could replace a file that is not to be written.
  await fs.access(file, fs.constants.W_OK)
  const { mode, uid, gid } = await fs.stat(file)
  await writeWhole(file, text, async (fresh) => {
    // Only root can give a file away; others own it already.
    await fs.chown(fresh, uid, gid).catch(() => {})
    await fs.chmod(fresh, mode)
  })
}
