import { promises as fs } from 'node:fs'
import path from 'node:path'
import GithubSlugger from 'github-slugger'
import type { Project } from '../../config/project.ts'
import { isInside } from '../../files/inside.ts'
import { firstZipEntry, writeZip, type ZipEntry } from '../../files/zip.ts'
import { Failure } from '../../finding/failure.ts'
import { isHostFile } from '../../guidebook/paths/reserved.ts'
import {
  dataScript,
  dataScriptText,
  type FileText,
  type FileTexts,
  filePageScript,
  textsAddress,
} from '../../widgets/copy/file-data.ts'
import { fragmentEnding, fragmentFolder, readFragment } from '../contract/search-fragment.ts'
import type { Site } from '../site.ts'
import { fileHtml } from './file-html.ts'
import { filesIn } from './files.ts'

/** Of each copy, this file comes first: by it an archive is known as one of ours. */
const firstFile = '_waymark/site.json'

/** Characters of the texts of pages in one script. */
const mostOfTexts = 1_000_000

/** What a server alone answers with, programs read, or browsers load as modules. */
const left =
  /^(?:404\.html|waymark-worker\.js|sitemap\.xml|robots\.txt|_astro\/.*\.js|_waymark\/(?:(?:pages|outline|claims|status|copy)\.json|(?:search|drawing|claims)\/|claims\.svg))/

/** The names that search finds come as scripts. */
const isData = (name: string) => /^_waymark\/names(?:\/.*)?\.json$/.test(name)

/**
 * Refuses to replace a file that is no copy of a site, before anything is built.
 *
 * @throws Failure with the file and what is in the way
 */
export async function expectCopyFile(file: string, out: string, { guidebooks }: Project): Promise<void> {
  if (!/[^/\\]\.zip$/i.test(file))
    throw new Failure(
      `Unexpected file \`${file}\`, expected a name that ends with \`.zip\``,
      'Such as `--offline guidebooks.zip`',
    )
  for (const folder of [out, guidebooks])
    if (isInside(folder, file))
      throw new Failure(
        `Unexpected file \`${file}\`, expected one outside of \`${folder}\``,
        'A copy is no part of the site: name a file elsewhere with `--offline FILE.zip`',
      )
  const stats = await fs.stat(file).catch(() => undefined)
  if (!stats) return
  const first = stats.isFile() ? await firstZipEntry(file) : undefined
  if (first?.endsWith(`/${firstFile}`)) return
  throw new Failure(
    `Unexpected content of \`${file}\`, expected no such file, or a copy that was made before`,
    'What is there would be lost: remove it, or name another with `--offline FILE.zip`',
  )
}

export interface FileCopyOptions {
  /** Absolute folder of the finished site. */
  stage: string
  /** Absolute folder of the scripts that stand alone. */
  scripts: string
  /** Absolute file to write. */
  file: string
  /** The moment that the copy names, in milliseconds. */
  now: number
}

/** Writes a finished site as an archive of one folder that opens without a server. Returns its bytes. */
export async function writeFileCopy(site: Site, { stage, scripts, file, now }: FileCopyOptions): Promise<number> {
  const at = new Date(now).toISOString()
  const date = at.slice(0, 10)
  const [year = 1980, month = 1, day = 1] = date.split('-').map(Number)
  const names = filesIn(stage).map((name) => path.relative(stage, name).split(path.sep).join('/'))
  const kept = names.filter((name) => !left.test(name) && !isHostFile(`/${name}`)).sort()
  const folder = `${new GithubSlugger().slug(site.settings.title).replace(/[^\w-]/g, '') || 'guidebooks'}-${date}`
  const read = (name: string) => fs.readFile(path.join(stage, ...name.split('/')))
  const has = new Set(kept)
  const { base, origin } = site.settings
  // The day alone: what is made twice on it is the same.
  const options = { base, origin, has: (name: string) => has.has(name), stamp: { date, commit: site.commit, at: date } }

  async function* entries(): AsyncGenerator<ZipEntry> {
    const entry = (name: string, content: string | Uint8Array): ZipEntry => ({
      name: `${folder}/${name}`,
      bytes: typeof content === 'string' ? Buffer.from(content) : content,
    })
    yield entry(firstFile, await read(firstFile))
    for (const name of kept) {
      if (name === firstFile) continue
      if (isData(name)) yield entry(dataScript(name), dataScriptText(name, (await read(name)).toString('utf8')))
      else if (name.endsWith('.html')) yield entry(name, fileHtml((await read(name)).toString('utf8'), name, options))
      else yield entry(name, await read(name))
    }
    yield entry(filePageScript, await fs.readFile(path.join(scripts, 'file-page.js')))
    const fragments = names.filter((name) => name.startsWith(fragmentFolder) && name.endsWith(fragmentEnding))
    for (const [part, text] of (await textParts(fragments.sort(), read)).entries()) {
      const address = textsAddress(part)
      yield entry(dataScript(address), dataScriptText(address, text))
    }
  }
  return writeZip(file, entries(), { year, month, day })
}

/** The texts of all pages as search knows them, as JSON, in parts that a browser reads at once. */
async function textParts(fragments: readonly string[], read: (name: string) => Promise<Uint8Array>): Promise<string[]> {
  const texts: FileText[] = []
  for (const name of fragments) {
    const { url, content, anchors } = readFragment(await read(name))
    texts.push([
      url,
      content,
      anchors.map(({ text, ...anchor }) => ({ ...anchor, ...(text !== undefined && { text }) })),
    ])
  }
  texts.sort(([a], [b]) => (a < b ? -1 : 1))
  const parts: FileText[][] = [[]]
  let size = 0
  for (const text of texts) {
    size += text[1].length
    if (size > mostOfTexts) {
      parts.push([])
      size = text[1].length
    }
    parts.at(-1)?.push(text)
  }
  return parts.map((pages) => JSON.stringify({ parts: parts.length, pages } satisfies FileTexts))
}
