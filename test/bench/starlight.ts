import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Context } from './benchmark.ts'
import { type GeneratorOptions, writeGuidebooks } from './generator.ts'
import { installFolder } from './installed.ts'
import { measure } from './measure.ts'
import type { PeerOrReason } from './peer.ts'

const named = { name: 'Starlight', budget: 0.5 }
const installLimit = 600
const buildLimit = 300

const manifest = { private: true, type: 'module', dependencies: { '@astrojs/starlight': '~0.42.0', astro: '^7.3.0' } }

/** As its manual says to begin, with its default search, which is Pagefind's. Nothing is kept from build to build. */
const configuration = `import starlight from '@astrojs/starlight'
import { defineConfig } from 'astro/config'

export default defineConfig({
  outDir: process.env.BENCH_FOLDER + '/site',
  cacheDir: process.env.BENCH_FOLDER + '/cache',
  vite: { cacheDir: process.env.BENCH_FOLDER + '/vite' },
  integrations: [starlight({ title: 'Guidebooks' })],
})
`
const collections = `import { docsLoader } from '@astrojs/starlight/loaders'
import { docsSchema } from '@astrojs/starlight/schema'
import { defineCollection } from 'astro:content'

export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) }
`

/** Starlight 0.42, installed by npm in a folder that is kept; it must stand beside its packages, so pages go there. */
export async function starlight(context: Context, pages: GeneratorOptions): Promise<PeerOrReason> {
  const { signal } = context
  const folder = installFolder('starlight-0.42')
  try {
    await install(folder, context)
  } catch (error) {
    signal.throwIfAborted()
    return { ...named, reason: `npm could not install it: ${error instanceof Error ? error.message : String(error)}` }
  }
  await writeProject(folder, pages)
  const astro = path.join(folder, 'node_modules', 'astro')
  const bin = await binOf(astro)
  const build = (place: string) =>
    measure(process.execPath, [bin, 'build'], { cwd: folder, env: { BENCH_FOLDER: place }, signal, limit: buildLimit })
  const version = `${await versionOf(path.join(folder, 'node_modules/@astrojs/starlight'))} on Astro ${await versionOf(astro)}`
  return { ...named, version, build }
}

async function install(folder: string, { signal, say }: Context): Promise<void> {
  const stamp = path.join(folder, 'installed')
  if (existsSync(stamp)) return
  say(`peers: installing Starlight in ${folder}`)
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest))
  await measure('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder, signal, limit: installLimit })
  await writeFile(stamp, '')
}

async function writeProject(folder: string, pages: GeneratorOptions): Promise<void> {
  await mkdir(path.join(folder, 'src'), { recursive: true })
  await writeFile(path.join(folder, 'astro.config.mjs'), configuration)
  await writeFile(path.join(folder, 'src', 'content.config.ts'), collections)
  writeGuidebooks(path.join(folder, 'src', 'content', 'docs'), { ...pages, variant: 'frontmatter' })
}

async function versionOf(folder: string): Promise<string> {
  return (await packageOf(folder)).version
}

async function binOf(folder: string): Promise<string> {
  return path.join(folder, (await packageOf(folder)).bin.astro)
}

async function packageOf(folder: string): Promise<{ version: string; bin: { astro: string } }> {
  return JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'))
}
