import { toHtml } from 'hast-util-to-html'
import type { PageProblem } from '../../guidebook/page.ts'
import { element } from '../markdown/element.ts'
import type { RenderedPage } from '../markdown/render.ts'

/** What stands in the place of a page whose code cannot be read or run. */
export function unreadable(body: string): RenderedPage {
  return { title: '', isTitleCode: false, header: [], body }
}

/** Says what is wrong with a page's code, and where. */
export function noticeOf({ message, line, column }: PageProblem, reason: string): string {
  const text = `This page cannot be shown: ${reason} at line ${line}, column ${column}. ${message}`
  return toHtml(element('div', { className: ['alert', 'alert-caution'] }, [element('p', {}, [text])]))
}
