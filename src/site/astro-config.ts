import path from 'node:path'
import mdx from '@astrojs/mdx'
import type { AstroInlineConfig } from 'astro'
import { packageRoot } from '../config/package.ts'
import { type IntegrationOptions, waymark } from './integration.ts'
import { mdxProcessor } from './mdx.ts'

export interface SiteConfigOptions extends Omit<IntegrationOptions, 'widgets' | 'devWidgets'> {
  /** Absolute folder for all that Astro keeps; the project's root may be read-only. */
  cache: string
  /** Absolute folder of the guidebooks. */
  guidebooks: string
  /** Absolute folder that the site is built into. */
  out: string
  mdx: boolean
}

/** Astro's configuration: nothing is read from the user's folder, and nothing is written into it. */
export function astroConfig(options: SiteConfigOptions): AstroInlineConfig {
  const { settings } = options.current()
  const root = packageRoot()
  const widgets = path.join(root, 'src', 'widgets')
  return {
    configFile: false,
    root: path.join(options.cache, 'astro'),
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
      waymark({ ...options, widgets: path.join(widgets, 'main.ts'), devWidgets: path.join(widgets, 'findings.ts') }),
      ...(options.mdx ? [mdx({ processor: mdxProcessor(options.current) })] : []),
    ],
    vite: {
      cacheDir: path.join(options.cache, 'astro', 'vite'),
      build: { assetsInlineLimit: 0 },
      server: { fs: { allow: [root, options.guidebooks, options.cache] } },
    },
  }
}
