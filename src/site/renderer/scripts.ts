import path from 'node:path'
import { build, type Plugin } from 'vite'
import { packageRoot } from '../../files/package.ts'
import type { Workplace } from '../publish/workplace.ts'

/** Scripts that are no modules, each with all that it imports, by what they are called: neither a worker in every browser nor a page on a disk may import. */
const scripts = {
  'worker.js': ['copy', 'worker.ts'],
  'file-page.js': ['copy', 'file-page.ts'],
} as const

/** What stands on a disk in the place of what asks a server. */
const onDisk: Readonly<Record<string, string>> = {
  'search/sources.ts': 'file-sources.ts',
  'browser/page-href.ts': 'file-href.ts',
}

/** Bundles what runs by itself into an absolute folder that is not there yet. */
export async function bundleScripts(out: string, { folder, tsconfig }: Workplace): Promise<void> {
  for (const [name, file] of Object.entries(scripts)) {
    await build({
      configFile: false,
      root: folder,
      publicDir: false,
      envDir: false,
      logLevel: 'silent',
      cacheDir: path.join(folder, 'vite'),
      tsconfig,
      resolve: { tsconfigPaths: false },
      css: { postcss: { plugins: [] } },
      plugins: name === 'file-page.js' ? [replaced()] : [],
      build: {
        outDir: out,
        emptyOutDir: false,
        rolldownOptions: {
          input: path.join(packageRoot(), 'src', 'widgets', ...file),
          output: { format: 'iife', entryFileNames: name, codeSplitting: false },
        },
      },
    })
  }
}

/** Gives modules of widgets the place of others. */
function replaced(): Plugin {
  const widgets = path.join(packageRoot(), 'src', 'widgets')
  return {
    name: 'waymark:on-disk',
    enforce: 'pre',
    async resolveId(id, importer, options) {
      const found = await this.resolve(id, importer, { ...options, skipSelf: true })
      const file = found ? path.relative(widgets, path.normalize(found.id)) : ''
      const other = onDisk[file.split(path.sep).join('/')]
      return other === undefined ? undefined : path.join(widgets, 'copy', other)
    },
  }
}
