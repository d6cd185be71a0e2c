import path from 'node:path'
import type { AstroIntegration, HookParameters } from 'astro'
import { packageRoot } from '../files/package.ts'
import type { Site } from './site.ts'
import { moduleCode } from './site-registry.ts'

/** Vite's plugin type, as Astro knows it. */
type Plugin = Exclude<
  NonNullable<NonNullable<import('astro').AstroInlineConfig['vite']>['plugins']>[number],
  Promise<unknown> | false | null | undefined | unknown[]
>

/** What an `.mdx` page compiles to. */
export type PageComponent = (props: { components: Record<string, unknown> }) => unknown

export interface IntegrationOptions {
  /** The name under which the site was lent (see handle.ts). */
  name: string
  /** Absolute path of the script that every page runs. */
  widgets: string
  /** Absolute path of the script that pages run besides, in `dev` alone. */
  devWidgets: string
  /** The site as it is now: `dev` makes a new one after each change. */
  current: () => Site
  /** Given the dev server before it listens. */
  onServer?: (server: ViteDevServer) => void
  /** Given it again when all steps of it stand by which a request is answered. */
  onSteps?: (server: ViteDevServer) => void
  /** Told as the bundler goes from one stage to the next. */
  onStage?: (stage: 'bundling' | 'rendering') => void
}

/** Vite's dev server, as Astro hands it over. */
export type ViteDevServer = HookParameters<'astro:server:setup'>['server']

const siteModule = 'virtual:waymark/site'
const componentsModule = 'virtual:waymark/components'

/** The ids of the modules that change with the site. */
export const siteModules = [`\0${siteModule}`, `\0${componentsModule}`]

/** Gives Astro's pages the site to show, and the components of its `.mdx` pages. */
export function waymark({
  name,
  widgets,
  devWidgets,
  current,
  onStage,
  onServer,
  onSteps,
}: IntegrationOptions): AstroIntegration {
  return {
    name: 'waymark',
    hooks: {
      'astro:config:setup': ({ command, updateConfig, injectScript }) => {
        const plugins = [modules(name, current), dependencies(widgets), imports(current), steps(onSteps)]
        updateConfig({ vite: { plugins } })
        const resolving = command === 'build' ? inOnePiece : ownModules
        updateConfig({ vite: { environments: { prerender: resolving, ssr: resolving } } })
        // Not a `<script>` in a template: Astro cannot find those when it is rooted beside the sources.
        injectScript('page', `import ${JSON.stringify(widgets)}`)
        if (command === 'dev') injectScript('page', `import ${JSON.stringify(devWidgets)}`)
      },
      'astro:server:setup': ({ server }) => onServer?.(server),
      'astro:build:start': () => onStage?.('bundling'),
      'astro:build:setup': () => onStage?.('rendering'),
    },
  }
}

/** The last plugin of all: what it hands over, no other one adds to. */
function steps(onSteps: IntegrationOptions['onSteps']): Plugin {
  return { name: 'waymark:steps', configureServer: (server) => () => onSteps?.(server) }
}

/**
 * What renders the pages of a build lies in the cache, thus in the project: a package that it asked Node for would be
 * the project's.
 */
const inOnePiece = { resolve: { noExternal: true as const } }

/** What Astro makes is looked for in no folder of packages. */
const ownModules = { resolve: { noExternal: [/^virtual:/] } }

function modules(name: string, current: () => Site): Plugin {
  return {
    name: 'waymark:modules',
    resolveId(id) {
      return id === siteModule || id === componentsModule ? `\0${id}` : undefined
    },
    load(id) {
      if (id === `\0${siteModule}`) return moduleCode(name)
      return id === `\0${componentsModule}` ? componentsCode(current()) : undefined
    },
  }
}

/**
 * Astro's own modules, and those of `.mdx` pages, ask for Astro's packages from places that have none, or others:
 * virtual modules, the user's folder. They get those that Waymark has. `from` is a file of this package.
 */
function dependencies(from: string): Plugin {
  return {
    name: 'waymark:dependencies',
    async resolveId(id, importer, options) {
      if (!/^(?:astro|@astrojs)\b/.test(id) || importer === from) return undefined
      const found = await this.resolve(id, from, { ...options, skipSelf: true })
      return found ?? this.resolve(id, importer, { ...options, skipSelf: true })
    },
  }
}

/** Remembers which of the user's files import which: a failure of the bundler names a file, but no page. */
function imports(current: () => Site): Plugin {
  const source = path.join(packageRoot(), 'src') + path.sep
  const isOwn = (file: string) =>
    path.isAbsolute(file) && !/[\\/]node_modules[\\/]/.test(file) && !path.normalize(file).startsWith(source)
  return {
    name: 'waymark:imports',
    enforce: 'pre',
    async resolveId(id, importer, options) {
      if (importer === undefined || !isOwn(importer)) return undefined
      const found = await this.resolve(id, importer, { ...options, skipSelf: true })
      if (found && isOwn(found.id)) current().faults.imported(found.id, importer)
      return found
    },
  }
}

function componentsCode(site: Site): string {
  const entries = site
    .codePages()
    .map((page) => `${JSON.stringify(page.file)}: () => import(${JSON.stringify(path.normalize(site.sourceOf(page)))})`)
  return `export const components = { ${entries.join(', ')} }`
}
