// All that is looked at in one site, so that it is built once: each of these is a theme.
import './diagram/picture.ts'
import './diagram/large-view.ts'
import './diagram/tools.ts'
import './diagram/accessibility.ts'
