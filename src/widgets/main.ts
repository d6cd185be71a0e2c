// What every page loads. One custom element a file, which defines it; each works on what the server has rendered, and a page
// without scripts lacks nothing but comfort. What only some pages have is a bundle of its own: `status/status.ts`, which
// loads `status/history.ts`, and what `diagram/diagram.ts` and `search/search.ts` load when they are needed.

import './diagram/diagram.ts'
import './navigation/contents.ts'
import './navigation/sidebar.ts'
import './navigation/sidebar-switch.ts'
import './page/theme.ts'
import './search/search.ts'
import { keepCopy } from './copy/registration.ts'
import { addCodeTools } from './page/code-tools.ts'
import { copyHeadingLinks } from './page/copy.ts'
import { addPageCopy } from './page/copy-page.ts'
import { stampPrints } from './page/print-stamp.ts'
import { makeScrollable } from './page/scrollable.ts'

addCodeTools(document)
addPageCopy(document)
copyHeadingLinks(document)
makeScrollable(document)
stampPrints(document)
if (document.querySelector('meta[name="waymark-versions"]')) void import('./navigation/page-news.ts')
if (document.querySelector('.prose img')) void import('./page/image.ts')
if (document.querySelector('waymark-near-pages')) void import('./navigation/near-pages.ts')
if (document.querySelector('waymark-banner')) void import('./page/banner.ts')
if (document.querySelector('waymark-changes')) void import('./changes/changes.ts')
if (document.querySelector('.change-pair')) void import('./changes/change-pairs.ts')
if (document.querySelector('waymark-values')) void import('./values/values.ts')
if (document.querySelector('waymark-run')) void import('./run/run-bar.ts')
if (document.querySelector('waymark-tabs')) void import('./page/tabs.ts')
if (document.querySelector('waymark-listing')) void import('./navigation/listing.ts')
if (document.querySelector('[data-of], [data-service], [data-services], waymark-firing'))
  void import('./status/status.ts')
if (document.querySelector('[data-live]')) void import('./page/claims.ts')
document.querySelector('.claims')?.addEventListener('toggle', () => import('./page/claims.ts'), { once: true })

const { worker, copy } = document.documentElement.dataset
if (copy !== undefined) void import('./copy/copy-bar.ts')
// What is being shown comes first.
if (worker !== undefined) {
  if (document.readyState === 'complete') void keepCopy(worker)
  else addEventListener('load', () => void keepCopy(worker), { once: true })
}
