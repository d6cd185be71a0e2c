import {
  accessSync,
  constants,
  existsSync,
  promises as fs,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { makeFolder } from '../../files/new-folder.ts'
import { pictureText } from '../view/asset.ts'
import type { StagedFiles } from './staged-files.ts'

/** What is in a file: a text, what is in another file, or the picture in another file as it is published. */
export type Content = { text: string | Uint8Array } | { source: string } | { picture: string }

/**
 * A file to make. All files are absolute.
 *
 * Many small files are written, listed and read here at once, and not by the file system's promises: these go
 * through other threads several times for each, and a build waits for the processor.
 */
export type NewFile = { file: string } & Content

/** More at once does not go faster, and would use up the files that a process may open. */
const atOnce = 32

/** Makes files that are not there yet, and the folders that they stand in. `staged` puts them there, but for large ones that are copied. */
export async function makeFiles(files: NewFile[], staged?: StagedFiles): Promise<void> {
  const folders = new Set(files.map(({ file }) => path.dirname(file)))
  const missing = [...folders].filter((folder) => !existsSync(folder))
  await eachSome(missing, makeFolder)
  await eachSome(files, (file) => makeFile(file, staged))
}

async function makeFile(one: NewFile, staged?: StagedFiles): Promise<void> {
  if ('source' in one && statSync(one.source).size > smallBytes)
    return fs.copyFile(one.source, one.file, fs.constants.COPYFILE_EXCL)
  const text = contentOf(one)
  // A picture that was changed into something else meanwhile is left out.
  if (text !== undefined && staged) staged.write(one.file, text)
  else if (text !== undefined) writeFileSync(one.file, text, { flag: 'wx' })
  await turn()
}

/** A system copies one file to another in twice the time that it takes to read and to write it, where it is small. */
const smallBytes = 100_000

function contentOf(one: Content): string | Uint8Array | undefined {
  if ('source' in one) return readFileSync(one.source)
  return 'text' in one ? one.text : pictureText(one.picture)
}

/** The style and the script of what `dev` alone shows, as they are named beside the others, with a hash. */
const devFile = /^(?:findings\.[^.]+\.css|page-news\.[^.]+\.js)$/

/** Takes out of a folder of styles and scripts what no page of a built site loads. */
export async function removeDevFiles(folder: string): Promise<void> {
  const names = await fs.readdir(folder)
  await Promise.all(names.filter((name) => devFile.test(name)).map((name) => fs.rm(path.join(folder, name))))
}

/** Copies a folder with all that is in it. */
export async function copyFolder(from: string, to: string, staged?: StagedFiles): Promise<void> {
  const files = filesIn(from)
  const copies = files.map((file) => ({ file: path.join(to, path.relative(from, file)), source: file }))
  await makeFiles(copies, staged)
}

/** The size of all files of a folder and below, in bytes. */
export function sizeOfFolder(folder: string): number {
  return filesIn(folder).reduce((bytes, file) => bytes + statSync(file).size, 0)
}

/** All files of a folder and below. */
export function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
}

/** Works on some of the items at a time. */
export async function eachSome<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values()
  const worker = async () => {
    for (const item of queue) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
}

/** Whether there is a file to read: one that cannot be costs its links, and not the site. */
export function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
