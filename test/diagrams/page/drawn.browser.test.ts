// All that is asked of drawings, in the page that draws them, which is opened once: each of these is a theme.
import './drawn/contrast.ts'
import './drawn/examples.ts'
import './drawn/labels.ts'
import './drawn/security.ts'
import './drawn/settings.ts'
import './drawn/traces.ts'
