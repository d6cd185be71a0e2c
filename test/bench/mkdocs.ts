import { mkdir, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import path from 'node:path'
import type { Context } from './benchmark.ts'
import { type GeneratorOptions, writeGuidebooks } from './generator.ts'
import { measure } from './measure.ts'
import type { PeerOrReason } from './peer.ts'

const named = { name: 'MkDocs Material', budget: 0.75 }
const debianPackage = 'mkdocs-material'
const installLimit = 600
const buildLimit = 300

/** As its manual says to begin: the theme and nothing else, so its search index is included and code is not coloured. */
const configuration = 'site_name: Guidebooks\ntheme:\n  name: material\n'

/** MkDocs with the theme Material, as Debian packages them. */
export async function mkdocs(context: Context, pages: GeneratorOptions): Promise<PeerOrReason> {
  const { folder, signal } = context
  const version = (await installed(signal)) ?? (await install(context))
  if (version === undefined)
    return { ...named, reason: `Debian's package ${debianPackage} is not installed, and could not be` }
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, 'mkdocs.yml'), configuration)
  writeGuidebooks(path.join(folder, 'docs'), pages)
  const build = (place: string) => {
    const args = ['build', '--quiet', '--site-dir', path.join(place, 'site')]
    return measure('mkdocs', args, { cwd: folder, signal, limit: buildLimit })
  }
  return { ...named, version, build }
}

/** The version that is installed, if any. */
async function installed(signal: AbortSignal): Promise<string | undefined> {
  const query = ['--showformat', '$' + '{Version}', '--show', debianPackage]
  const found = await measure('dpkg-query', query, { signal, limit: 20 }).catch(() => undefined)
  return found?.stdout.trim() || undefined
}

/** Installs the package where that takes no password. */
async function install({ signal, say }: Context): Promise<string | undefined> {
  if (userInfo().uid !== 0) return undefined
  say(`peers: installing Debian's package ${debianPackage}`)
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, signal, limit: installLimit }
  try {
    await measure('apt-get', ['update', '--quiet'], options)
    await measure('apt-get', ['install', '--quiet', '--yes', '--no-install-recommends', debianPackage], options)
    return await installed(signal)
  } catch (error) {
    signal.throwIfAborted()
    say(`peers: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}
