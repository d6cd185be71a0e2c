/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** The site that is shown. */
    site: import('./site/site.ts').Site
    /** What to render of it, where no path was known beforehand. */
    route?: import('./site/site.ts').Route
  }
}

declare module 'virtual:waymark/site' {
  /** Tells the site that is being built or served. */
  export const currentSite: () => import('./site/site.ts').Site
}

declare module 'virtual:waymark/components' {
  /** The component of each `.mdx` page, by its file relative to the guidebooks root. */
  export const components: Record<string, () => Promise<{ default: import('./site/astro.ts').PageComponent }>>
}
