// For `astro check` and editors. What builds the site is `waymark build`: its configuration is in src/site/astro-config.ts.
import { defineConfig } from 'astro/config'

export default defineConfig({ publicDir: './public/site', cacheDir: './node_modules/.cache/astro' })
