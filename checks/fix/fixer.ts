import { randomUUID } from 'node:crypto'
import { promises as fs } from 'node:fs'
import path from 'node:path'
import { createTwoFilesPatch } from 'diff'
import type { Finding, Fix } from '../../src/guidebook/finding.ts'
import { decode } from '../../src/guidebook/source.ts'
import { applyFixes } from './edit.ts'

/** One file that was mended. */
export interface FixedFile {
  /** Relative to the project's root. */
  file: string
  /** What changed, as a unified diff. */
  patch: string
  fixes: number
}

export interface FixOptions {
  /** The project's root: absolute. */
  root: string
  /** Nothing outside of this absolute folder is written, also not by way of a symbolic link. */
  within: string
}

/** Writes the fixes of findings into their files. Each file is written whole, or not at all. */
export async function fixFiles(findings: readonly Finding[], options: FixOptions): Promise<FixedFile[]> {
  const fixes = findings.flatMap(({ fix }) => (fix && isInOneFile(fix) ? [fix] : []))
  const byFile = Map.groupBy(fixes, ({ edits }) => edits[0]?.file ?? '')
  const fixed: FixedFile[] = []
  for (const [file, ofFile] of byFile) {
    const one = await fixFile(file, ofFile, options)
    if (one) fixed.push(one)
  }
  return fixed
}

/** Two files could not be written as one. */
function isInOneFile({ edits }: Fix): boolean {
  return edits.length > 0 && edits.every(({ file }) => file === edits[0]?.file)
}

async function fixFile(
  file: string,
  fixes: readonly Fix[],
  { root, within }: FixOptions,
): Promise<FixedFile | undefined> {
  const [real, realWithin] = await Promise.all([fs.realpath(path.join(root, file)), fs.realpath(within)])
  const way = path.relative(realWithin, real)
  if (way.startsWith('..') || path.isAbsolute(way)) return undefined
  const bytes = await fs.readFile(real)
  const { text, invalidAt } = decode(bytes)
  // What is not text could not be written back as it was.
  if (invalidAt !== undefined) return undefined
  const edited = applyFixes(text, fixes)
  if (edited.text === text) return undefined
  const mark = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? '\uFEFF' : ''
  await writeWhole(real, mark + edited.text)
  const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, text, edited.text, undefined, undefined, { context: 1 })
  return { file, patch: patch.replace(/^=+\n/, ''), fixes: edited.applied.size }
}

/** Beside the file and then in its place, so that a failure leaves it as it was. */
async function writeWhole(file: string, text: string): Promise<void> {
  const fresh = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}`)
  try {
    const { mode } = await fs.stat(file)
    await fs.writeFile(fresh, text, { mode, flag: 'wx' })
    await fs.chmod(fresh, mode)
    await fs.rename(fresh, file)
  } catch (error) {
    await fs.rm(fresh, { force: true }).catch(() => {})
    throw error
  }
}
