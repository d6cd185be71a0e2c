import { promises as fs, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { isHostFile } from '../../guidebook/paths/reserved.ts'
import {
  type CopyManifest,
  fitted,
  groupOf,
  type KeptFile,
  manifestAddress,
  sizeOf,
  wholeLimit,
  workerAddress,
} from '../../widgets/copy/manifest.ts'
import { fragmentListAddress, sortedAddresses } from '../../widgets/search/text-index.ts'
import { fragmentEnding, fragmentFolder } from '../contract/search-fragment.ts'
import { ownAddresses, searchedAddresses } from '../search/name-files.ts'
import type { Site } from '../site.ts'
import { filesIn } from './files.ts'
import type { StagedFiles } from './staged-files.ts'

/** Below the base path: what programs and crawlers are told, and what a server says anew each time. */
const unkept =
  /^(?:waymark-worker\.js|sitemap\.xml|robots\.txt|_waymark\/(?:site|status|outline|claims|copy)\.json|_waymark\/claims(?:\.svg$|\/))/

/**
 * Publishes what lets browsers keep a copy of a site that is finished in a folder: the list of its files, each with a
 * digest, and the worker that keeps them. Its text names the list, so each build that differs has another one. Files that
 * `staged` knows are not read. Returns the size of all files of the folder, in bytes.
 */
export async function publishCopy(
  site: Site,
  { stage, scripts, staged }: { stage: string; scripts: string; staged: StagedFiles },
): Promise<number> {
  const own = new Set(ownAddresses(site).map((address) => groupOf(address.replace(/^\//, ''))))
  const workerFile = path.join(stage, workerAddress)
  // There is one that has browsers forget their copy.
  await fs.rm(workerFile, { force: true })
  const { files, bytes } = listFiles(stage, staged)
  const manifest = groupedFiles(files, { own, ofFragments: await fragmentGroups(site, stage) })
  const list = staged.write(path.join(stage, ...manifestAddress.split('/')), `${JSON.stringify(manifest)}\n`)
  const script = await fs.readFile(path.join(scripts, 'worker.js'), 'utf8')
  const worker = staged.write(workerFile, `self.waymarkBuild=${JSON.stringify(list.digest)};\n${script}`)
  return bytes + list.size + worker.size
}

/** All files of a built site that a browser may keep, by their addresses, and the size of all that it has. */
function listFiles(stage: string, staged: StagedFiles): { files: KeptFile[]; bytes: number } {
  let bytes = 0
  const files = filesIn(stage).flatMap((file): KeptFile[] => {
    const name = path.relative(stage, file).split(path.sep).join('/')
    const isHidden = name.split('/').some((part) => part.startsWith('.'))
    if (isHidden || unkept.test(name) || isHostFile(`/${name}`)) {
      bytes += statSync(file).size
      return []
    }
    const { digest, size } = staged.of(file) ?? staged.add(file, readFileSync(file))
    bytes += size
    return [[name.replace(/(?:^|(?<=\/))index\.html$/, ''), digest, size]]
  })
  return { files: files.sort(([a], [b]) => (a < b ? -1 : 1)), bytes }
}

interface Grouping {
  /** The groups of the pages of the site's own, such as those of alerts: whoever is called at night begins there. */
  own: ReadonlySet<string>
  /** The group of each page whose text search keeps in a file, by the address of that. */
  ofFragments: ReadonlyMap<string, string>
}

/** A small site is one piece; of a larger one, what each page needs is, and each guidebook. */
export function groupedFiles(files: readonly KeptFile[], { own, ofFragments }: Grouping): CopyManifest {
  if (sizeOf(files) <= wholeLimit) return { version: 1, core: [...files], groups: {} }
  const groups = Map.groupBy(files, ([address]) => {
    const group = ofFragments.get(address) ?? groupOf(address)
    return group === '_astro/' || group === '_waymark/' || own.has(group) ? '' : group
  })
  const core = fitted(groups.get('') ?? [], wholeLimit)
  groups.delete('')
  return {
    version: 1,
    core,
    groups: Object.fromEntries(Array.from(groups, ([group, all]) => [group, fitted(all, wholeLimit)])),
  }
}

async function fragmentGroups(site: Site, stage: string): Promise<Map<string, string>> {
  const text = await fs.readFile(path.join(stage, ...fragmentListAddress.split('/')), 'utf8')
  const ids: string[] = JSON.parse(text)
  const addresses = sortedAddresses(searchedAddresses(site))
  return new Map(
    addresses.map((address, index) => [
      `${fragmentFolder}${ids[index]}${fragmentEnding}`,
      groupOf(address.replace(/^\//, '')),
    ]),
  )
}
