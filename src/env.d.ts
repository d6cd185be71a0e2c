/// <reference types="astro/client" />

declare module 'virtual:waymark/site' {
  /** The site that is being built or served. */
  export const site: import('./site/site.ts').Site
}

declare module 'virtual:waymark/components' {
  /** The component of each `.mdx` page, by its file relative to the guidebooks root. */
  export const components: Record<string, () => Promise<{ default: import('./site/astro.ts').PageComponent }>>
}
