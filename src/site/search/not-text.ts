/** What stands around a page's text, as selectors of a class or a name: found, it would lead to the wrong page. */
export const notText: readonly string[] = [
  '.breadcrumbs',
  '.facts',
  '.page-neighbours',
  '.page-changed',
  '.contents-inline',
  '.cards',
  '.jump',
  '.listing',
  '.section-title',
  '.pager',
  '.page-links',
  '.alert-back',
  '.status-list',
  '.status-page',
  '.status-sign',
  '.status-reason',
  '.fact-found',
  '.firing',
  'figcaption',
  // The source of a diagram is no prose: its labels are in the index of names.
  'waymark-diagram',
]
