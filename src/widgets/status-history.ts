// Loaded by the pages below `/status/` alone: what they draw of the past.
import { StatusChangesElement } from './status-changes.ts'
import { StatusFilterElement } from './status-filter.ts'
import { StatusUptimeElement } from './status-uptime.ts'

customElements.define('waymark-uptime', StatusUptimeElement)
customElements.define('waymark-status-changes', StatusChangesElement)
customElements.define('waymark-status-filter', StatusFilterElement)
