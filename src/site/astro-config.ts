import { createRequire } from 'node:module'
import path from 'node:path'
import mdx from '@astrojs/mdx'
import type { AstroInlineConfig } from 'astro'
import { packageRoot } from '../files/package.ts'
import { type IntegrationOptions, waymark } from './integration.ts'
import { mdxProcessor } from './mdx/mdx.ts'
import type { Workplace } from './publish/workplace.ts'

export interface SiteConfigOptions extends Omit<IntegrationOptions, 'widgets' | 'devWidgets'> {
  /** Absolute folder for what Astro keeps from one build to the next; the project's root may be read-only. */
  cache: string
  workplace: Workplace
  /** Absolute folder of the guidebooks. */
  guidebooks: string
  /** Absolute folder that the site is built into. */
  out: string
  mdx: boolean
}

/**
 * Astro's configuration: nothing is read from the user's folder, and nothing is written into it. What Astro or Vite
 * would look for is given here, be it empty: what is found runs as code.
 */
export function astroConfig(options: SiteConfigOptions): AstroInlineConfig {
  const { settings } = options.current()
  const { workplace } = options
  const root = packageRoot()
  const widgets = path.join(root, 'src', 'widgets')
  return {
    configFile: false,
    root: workplace.folder,
    srcDir: path.join(root, 'src'),
    publicDir: path.join(root, 'public', 'site'),
    outDir: options.out,
    cacheDir: path.join(options.cache, 'astro', 'cache'),
    base: settings.base,
    ...(settings.origin !== undefined && { site: settings.origin }),
    logLevel: 'error',
    devToolbar: { enabled: false },
    // A style or script inside of the page would need `unsafe-inline`.
    build: { format: 'directory', inlineStylesheets: 'never', concurrency: 8 },
    // Code is coloured by Waymark's own plugin, by classes.
    markdown: { syntaxHighlight: false },
    experimental: { incrementalBuild: true },
    integrations: [
      waymark({
        ...options,
        widgets: path.join(widgets, 'main.ts'),
        devWidgets: path.join(widgets, 'page', 'findings.ts'),
      }),
      ...(options.mdx ? [mdx({ processor: mdxProcessor(options.current) })] : []),
    ],
    vite: {
      cacheDir: path.join(workplace.folder, 'vite'),
      tsconfig: workplace.tsconfig,
      resolve: { tsconfigPaths: false },
      css: { postcss: { plugins: [] } },
      envDir: false,
      build: { assetsInlineLimit: 0 },
      server: {
        cors: false,
        fs: {
          allow: [path.join(root, 'src'), ...packages(), ...(options.mdx ? [options.guidebooks] : [])],
          deny: denied(options.cache),
        },
      },
    },
  }
}

/** The folders of the packages that pages load in `dev`. */
function packages(): string[] {
  const { resolve } = createRequire(import.meta.url)
  return ['astro', '@fontsource/arimo'].map((name) => path.dirname(resolve(`${name}/package.json`)))
}

/** Globs of what `dev` gives to nobody; the folder of an `.mdx` page may hold any of it. */
function denied(cache: string): string[] {
  const literal = cache
    .split(path.sep)
    .join('/')
    .replace(/[\\*?[\]{}()!+@|]/g, '\\$&')
  return ['.env', '.env.*', '*.{crt,pem,key,p12,pfx,cer,der}', '.npmrc', '.yarnrc.yml', '**/.git/**', `${literal}/**`]
}
