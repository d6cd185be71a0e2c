import { createRequire } from 'node:module'
import path from 'node:path'
import { packageRoot } from './package.ts'

/** Packages of which Waymark uses a few files that stand alone. `.ci/vendor.mjs` says which. */
export type VendoredPackage = 'mermaid' | '@fontsource/arimo' | '@fontsource-variable/source-serif-4'

/** Where the published package has its copies of them, from its own folder. */
export const vendorFolder = path.join('lib', 'vendor')

/**
 * The absolute folder of such a package. The published Waymark brings the files that it uses, where they stand in the
 * whole: nobody installs the rest, which is twenty times as large.
 */
export function vendored(name: VendoredPackage): string {
  if (!import.meta.url.endsWith('.ts')) return path.join(packageRoot(), vendorFolder, name)
  return path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
}
