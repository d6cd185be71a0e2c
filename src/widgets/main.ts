// One custom element a file; each works on what the server has rendered, and a page without scripts lacks nothing but comfort.

import { DiagramElement } from './diagram/diagram.ts'
import { ContentsElement } from './page/contents.ts'
import { addCopyButtons } from './page/copy.ts'
import { NearPagesElement } from './page/near-pages.ts'
import { makeScrollable } from './page/scrollable.ts'
import { SidebarElement } from './page/sidebar.ts'
import { SidebarSwitchElement } from './page/sidebar-switch.ts'
import { ThemeElement } from './page/theme.ts'
import { SearchElement } from './search/search.ts'

customElements.define('waymark-contents', ContentsElement)
customElements.define('waymark-diagram', DiagramElement)
customElements.define('waymark-near-pages', NearPagesElement)
customElements.define('waymark-search', SearchElement)
customElements.define('waymark-sidebar', SidebarElement)
customElements.define('waymark-sidebar-switch', SidebarSwitchElement)
customElements.define('waymark-theme', ThemeElement)
addCopyButtons(document)
makeScrollable(document)
if (document.querySelector('[data-of], [data-service], [data-services]')) void import('./status/status.ts')
