import { createRequire } from 'node:module'
import path from 'node:path'
import mdx from '@astrojs/mdx'
import type { AstroInlineConfig, AstroIntegration, HookParameters } from 'astro'
import { packageRoot, sourceFolder, sourceModule } from '../files/package.ts'
import { mdxProcessor } from './mdx/mdx.ts'
import type { Workplace } from './publish/workplace.ts'
import type { Site } from './site.ts'

/** Vite's plugin type, as Astro knows it. */
type Plugin = Exclude<
  NonNullable<NonNullable<import('astro').AstroInlineConfig['vite']>['plugins']>[number],
  Promise<unknown> | false | null | undefined | unknown[]
>

/** What an `.mdx` page compiles to. */
export type PageComponent = (props: { components: Record<string, unknown> }) => unknown

/** Vite's dev server, as Astro hands it over. */
export type ViteDevServer = HookParameters<'astro:server:setup'>['server']

export interface AstroOptions {
  /** Under which pages find the site: one for each build and dev server. */
  name: string
  /** The site as it is now: `dev` makes a new one after each change. */
  current: () => Site
  /** Absolute folder for what Astro keeps from one build to the next; the project's root may be read-only. */
  cache: string
  workplace: Workplace
  /** Absolute folder of the guidebooks. */
  guidebooks: string
  /** Absolute folder that the site is built into. */
  out: string
  mdx: boolean
  /** Given the dev server before it listens. */
  onServer?: (server: ViteDevServer) => void
  /** Given it again when it has all its middlewares. */
  onMiddlewares?: (server: ViteDevServer) => void
  /** Told as the bundler goes from one stage to the next. */
  onStage?: (stage: 'bundling' | 'rendering') => void
}

/** Astro's configuration for pages that are rendered as they are bundled, with the code of `.mdx` pages among them. */
export function astroConfig(options: AstroOptions): AstroInlineConfig {
  const { settings } = options.current()
  const common = commonConfig(options)
  return {
    ...common,
    cacheDir: path.join(options.cache, 'astro', 'cache'),
    base: settings.base,
    ...(settings.origin !== undefined && { site: settings.origin }),
    experimental: { incrementalBuild: true },
    integrations: [integration(options), ...(options.mdx ? [mdx({ processor: mdxProcessor(options.current) })] : [])],
    vite: {
      ...common.vite,
      server: {
        cors: false,
        fs: {
          allow: [sourceFolder(), ...packages(), ...(options.mdx ? [options.guidebooks] : [])],
          deny: denied(options.cache),
        },
      },
    },
  }
}

/** Astro's configuration for templates that are compiled once, to render the pages of any site. */
export function rendererConfig(options: Pick<AstroOptions, 'workplace' | 'out'>): AstroInlineConfig {
  return {
    ...commonConfig(options),
    cacheDir: path.join(options.workplace.folder, 'astro'),
    output: 'server',
    adapter: rendererIntegration(),
  }
}

/**
 * Nothing is read from the user's folder, and nothing is written into it. What Astro or Vite would look for is given
 * here, be it empty: what is found runs as code.
 */
function commonConfig({ workplace, out }: Pick<AstroOptions, 'workplace' | 'out'>): AstroInlineConfig {
  const root = packageRoot()
  return {
    configFile: false,
    root: workplace.folder,
    srcDir: sourceFolder(),
    publicDir: path.join(root, 'public', 'site'),
    outDir: out,
    logLevel: 'error',
    devToolbar: { enabled: false },
    // A style or script inside of the page would need `unsafe-inline`.
    build: { format: 'directory', inlineStylesheets: 'never', concurrency: 8 },
    // Code is coloured by Waymark's own plugin, by classes.
    markdown: { syntaxHighlight: false },
    vite: {
      cacheDir: path.join(workplace.folder, 'vite'),
      tsconfig: workplace.tsconfig,
      resolve: { tsconfigPaths: false },
      css: { postcss: { plugins: [] } },
      envDir: false,
      build: { assetsInlineLimit: 0 },
      // Scripts and styles name what they load from where they stand themselves: they are the same for each base.
      // Vite makes no such names of its own for styles that the server's part brings: all lie in one folder.
      experimental: {
        renderBuiltUrl: (file, { ssr, hostType }) =>
          hostType === 'css' ? `./${path.posix.basename(file)}` : ssr ? undefined : { relative: true },
      },
    },
  }
}

/** The folders of the packages that pages load in `dev`. */
function packages(): string[] {
  const { resolve } = createRequire(import.meta.url)
  return [
    'astro',
    '@fontsource-variable/atkinson-hyperlegible-next',
    '@fontsource-variable/atkinson-hyperlegible-mono',
    // What looks for slips in a search.
    'fastest-levenshtein',
  ].map((name) => path.dirname(resolve(`${name}/package.json`)))
}

/** Globs of what `dev` gives to nobody; the folder of an `.mdx` page may hold any of it. */
function denied(cache: string): string[] {
  const literal = cache
    .split(path.sep)
    .join('/')
    .replace(/[\\*?[\]{}()!+@|]/g, '\\$&')
  return ['.env', '.env.*', '*.{crt,pem,key,p12,pfx,cer,der}', '.npmrc', '.yarnrc.yml', '**/.git/**', `${literal}/**`]
}

const siteModule = 'virtual:waymark/site'
const componentsModule = 'virtual:waymark/components'

/** The ids of the modules that change with the site. */
export const siteModules = [`\0${siteModule}`, `\0${componentsModule}`]

/** The script of every page. */
const pageScript = sourceModule('src/widgets/main')

/** Gives Astro's pages the site to show, and the components of its `.mdx` pages. */
function integration({ name, current, onStage, onServer, onMiddlewares }: AstroOptions): AstroIntegration {
  return {
    name: 'waymark',
    hooks: {
      'astro:config:setup': ({ command, updateConfig, injectScript, addMiddleware }) => {
        registerSite(name, current)
        const given = modules(moduleCode(name), () => componentsCode(current()))
        const plugins = [given, dependencies(), imports(current), middlewares(onMiddlewares)]
        updateConfig({ vite: { plugins } })
        const resolving = command === 'build' ? inOnePiece : ownModules
        updateConfig({ vite: { environments: { prerender: resolving, ssr: resolving } } })
        addMiddleware({
          entrypoint: sourceModule('src/site/renderer/middleware'),
          order: 'pre',
        })
        // Not a `<script>` in a template: Astro cannot find those when it is rooted beside the sources.
        injectScript('page', `import ${JSON.stringify(pageScript)}`)
      },
      'astro:server:setup': ({ server }) => onServer?.(server),
      'astro:build:start': () => onStage?.('bundling'),
      'astro:build:setup': () => onStage?.('rendering'),
    },
  }
}

/** Makes what renders the pages of any site, which each request brings: none is known beforehand. */
function rendererIntegration(): AstroIntegration {
  return {
    name: 'waymark',
    hooks: {
      'astro:config:setup': ({ updateConfig, injectScript }) => {
        const given = modules('export const currentSite = undefined', () => 'export const components = {}')
        const environments = { prerender: inOnePiece, ssr: inOnePiece }
        updateConfig({ vite: { plugins: [given, dependencies()], environments } })
        injectScript('page', `import ${JSON.stringify(pageScript)}`)
      },
      'astro:route:setup': ({ route }) => {
        route.prerender = false
      },
      'astro:config:done': ({ setAdapter }) =>
        setAdapter({
          name: 'waymark',
          entrypointResolution: 'auto',
          serverEntrypoint: sourceModule('src/site/renderer/entry'),
          supportedAstroFeatures: {
            serverOutput: 'stable',
            staticOutput: 'unsupported',
            sharpImageService: 'unsupported',
          },
        }),
    },
  }
}

/** The last plugin of all: what it hands over, no other one adds to. */
function middlewares(onMiddlewares: AstroOptions['onMiddlewares']): Plugin {
  return { name: 'waymark:middlewares', configureServer: (server) => () => onMiddlewares?.(server) }
}

/**
 * What renders the pages of a build lies in the cache, thus in the project: a package that it asked Node for would be
 * the project's.
 */
const inOnePiece = { resolve: { noExternal: true as const } }

/** What Astro makes is looked for in no folder of packages. */
const ownModules = { resolve: { noExternal: [/^virtual:/] } }

function modules(site: string, components: () => string): Plugin {
  return {
    name: 'waymark:modules',
    resolveId(id) {
      return id === siteModule || id === componentsModule ? `\0${id}` : undefined
    },
    load(id) {
      if (id === `\0${siteModule}`) return site
      return id === `\0${componentsModule}` ? components() : undefined
    },
  }
}

/**
 * Astro's own modules, and those of `.mdx` pages, ask for Astro's packages from places that have none, or others:
 * virtual modules, the user's folder. They get those that Waymark has.
 */
function dependencies(): Plugin {
  return {
    name: 'waymark:dependencies',
    async resolveId(id, importer, options) {
      if (!/^(?:astro|@astrojs)\b/.test(id) || importer === pageScript) return undefined
      const found = await this.resolve(id, pageScript, { ...options, skipSelf: true })
      return found ?? this.resolve(id, importer, { ...options, skipSelf: true })
    },
  }
}

/** Remembers which of the user's files import which: a failure of the bundler names a file, but no page. */
function imports(current: () => Site): Plugin {
  const source = sourceFolder() + path.sep
  const isOwn = (file: string) =>
    path.isAbsolute(file) && !/[\\/]node_modules[\\/]/.test(file) && !path.normalize(file).startsWith(source)
  return {
    name: 'waymark:imports',
    enforce: 'pre',
    async resolveId(id, importer, options) {
      if (importer === undefined || !isOwn(importer)) return undefined
      const found = await this.resolve(id, importer, { ...options, skipSelf: true })
      if (found && isOwn(found.id)) current().mdxErrors.imported(found.id, importer)
      return found
    },
  }
}

function componentsCode(site: Site): string {
  const entries = site
    .bundledPages()
    .map((page) => `${JSON.stringify(page.file)}: () => import(${JSON.stringify(path.normalize(site.sourceOf(page)))})`)
  return `export const components = { ${entries.join(', ')} }`
}

/**
 * Astro bundles the pages into a module graph of its own, but renders them in this process. The site that they show
 * reaches them over a symbol on the global object, by the name of the build or dev server.
 */
const registry = Symbol.for('waymark.sites')

type Holder = typeof globalThis & { [registry]?: Map<string, () => Site> }

/** Lets pages find a site under a name. */
function registerSite(name: string, current: () => Site): void {
  const holder: Holder = globalThis
  holder[registry] ??= new Map()
  holder[registry].set(name, current)
}

/** Forgets a site. */
export function unregisterSite(name: string): void {
  const holder: Holder = globalThis
  holder[registry]?.delete(name)
}

/** The code of the module that tells pages the site that is registered under a name. */
function moduleCode(name: string): string {
  return `export const currentSite = () => globalThis[Symbol.for('waymark.sites')].get(${JSON.stringify(name)})()`
}
