// One custom element a file; each works on what the server has rendered, and a page without scripts lacks nothing but comfort.
import { ContentsElement } from './contents.ts'
import { addCopyButtons } from './copy.ts'
import { DiagramElement } from './diagram.ts'
import { NearPagesElement } from './near-pages.ts'
import { makeScrollable } from './scrollable.ts'
import { SearchElement } from './search.ts'
import { SidebarElement } from './sidebar.ts'
import { SidebarSwitchElement } from './sidebar-switch.ts'
import { ThemeElement } from './theme.ts'

customElements.define('waymark-contents', ContentsElement)
customElements.define('waymark-diagram', DiagramElement)
customElements.define('waymark-near-pages', NearPagesElement)
customElements.define('waymark-search', SearchElement)
customElements.define('waymark-sidebar', SidebarElement)
customElements.define('waymark-sidebar-switch', SidebarSwitchElement)
customElements.define('waymark-theme', ThemeElement)
addCopyButtons(document)
makeScrollable(document)
if (document.querySelector('[data-of], [data-service], [data-services]')) void import('./status.ts')
