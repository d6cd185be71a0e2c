// Loaded by the pages below `/status/` alone: what they draw of the past.
import { StatusChangesElement } from './changes.ts'
import { StatusFilterElement } from './filter.ts'
import { StatusUptimeElement } from './uptime.ts'

customElements.define('waymark-uptime', StatusUptimeElement)
customElements.define('waymark-status-changes', StatusChangesElement)
customElements.define('waymark-status-filter', StatusFilterElement)
