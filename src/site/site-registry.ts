import type { Site } from './site.ts'

/**
 * Astro bundles the pages into a module graph of its own, but renders them in this process. The site that they show
 * reaches them over a symbol on the global object: one slot for each build or dev server, by its number.
 */
const slots = Symbol.for('waymark.sites')

type Holder = typeof globalThis & { [slots]?: Map<string, Site> }

/** Lets pages find a site under a name. */
export function registerSite(name: string, site: Site): void {
  const holder: Holder = globalThis
  holder[slots] ??= new Map()
  holder[slots].set(name, site)
}

/** Forgets a site that was lent. */
export function unregisterSite(name: string): void {
  const holder: Holder = globalThis
  holder[slots]?.delete(name)
}

/** The code of the module by which pages import the site that was lent under a name. */
export function moduleCode(name: string): string {
  return `export const site = globalThis[Symbol.for('waymark.sites')].get(${JSON.stringify(name)})`
}
