import { promises as fs } from 'node:fs'
import path from 'node:path'
import { build } from 'astro'
import { packageRoot } from '../../files/package.ts'
import { rendererConfig } from '../astro.ts'
import type { Workplace } from '../publish/workplace.ts'
import { bundleScripts } from './scripts.ts'

/** Compiles Astro's templates, with the styles and scripts of pages, into a folder that is not there yet. */
export async function compileRenderer(out: string, workplace: Workplace): Promise<void> {
  const mode = process.env.NODE_ENV
  await build({ ...rendererConfig({ out, workplace }), logLevel: 'silent' })
  await bundleScripts(path.join(out, 'scripts'), workplace)
  // Astro and Vite say by it which kind of build runs; what comes after is the same whether it was compiled now or before.
  if (mode === undefined) delete process.env.NODE_ENV
  else process.env.NODE_ENV = mode
  const server = path.join(out, 'server')
  for (const name of await fs.readdir(server, { recursive: true })) {
    const file = path.join(server, name)
    if (name.endsWith('.mjs')) await fs.writeFile(file, withoutPlaces(await fs.readFile(file, 'utf8'), workplace))
  }
}

/** Astro names its modules by where they stood, and these names are published: they tell nothing about the machine. */
function withoutPlaces(code: string, { folder }: Workplace): string {
  return [packageRoot(), folder].reduce((text, place) => text.replaceAll(place.slice(1), 'waymark'), code)
}
