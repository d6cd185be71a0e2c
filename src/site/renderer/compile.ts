import { promises as fs } from 'node:fs'
import path from 'node:path'
import { build } from 'astro'
import type { Plugin } from 'vite'
import { packageRoot } from '../../files/package.ts'
import { rendererConfig } from '../astro.ts'
import type { Workplace } from '../publish/workplace.ts'
import { bundleScripts } from './scripts.ts'

/**
 * Compiles Astro's templates, with the styles and scripts of pages, into a folder that is not there yet. Returns the
 * absolute files of the modules that came into it.
 */
export async function compileRenderer(out: string, workplace: Workplace): Promise<Set<string>> {
  const mode = process.env.NODE_ENV
  const modules = new Set<string>()
  const config = rendererConfig({ out, workplace })
  const plugins = [config.vite?.plugins, collector(modules)]
  await build({ ...config, vite: { ...config.vite, plugins }, logLevel: 'silent' })
  await bundleScripts(path.join(out, 'scripts'), workplace)
  // Astro and Vite say by it which kind of build runs; what comes after is the same whether it was compiled now or before.
  if (mode === undefined) delete process.env.NODE_ENV
  else process.env.NODE_ENV = mode
  const server = path.join(out, 'server')
  for (const name of await fs.readdir(server, { recursive: true })) {
    const file = path.join(server, name)
    if (name.endsWith('.mjs')) await fs.writeFile(file, withoutPlaces(await fs.readFile(file, 'utf8'), workplace))
  }
  return modules
}

function collector(modules: Set<string>): Plugin {
  return {
    name: 'waymark:collector',
    generateBundle(_, bundle) {
      for (const part of Object.values(bundle)) {
        if (part.type === 'chunk') for (const id of part.moduleIds) modules.add(id)
      }
    },
  }
}

/** Astro names its modules by where they stood, and these names are published: they tell nothing about the machine. */
function withoutPlaces(code: string, { folder }: Workplace): string {
  return [packageRoot(), folder].reduce((text, place) => text.replaceAll(place.slice(1), 'waymark'), code)
}
