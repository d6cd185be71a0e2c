import type { PageComponent } from '../astro.ts'
import type { RenderedPage } from '../markdown/render.ts'
import type { View } from './view.ts'

/** What templates show of a page: what stands around its text, and the text, where it has one. */
export interface ShownPage {
  view: View
  rendered: RenderedPage | undefined
  /** The component of an `.mdx` page. */
  Content: PageComponent | undefined
}
