// Loaded by the pages below `/status/` alone: what they draw of the past, and what else only they have.
import './changes.ts'
import '../overview/filter.ts'
import './found.ts'
import '../overview/overview.ts'
import './probe-now.ts'
import './uptime.ts'
