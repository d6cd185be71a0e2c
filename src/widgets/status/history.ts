// Loaded by the pages below `/status/` alone: what they draw of the past.
import './changes.ts'
import './filter.ts'
import './uptime.ts'
