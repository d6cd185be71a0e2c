// Runs before the first paint, from a file of its own so that no inline script is needed.
try {
  const { dataset } = document.documentElement
  dataset.theme = localStorage.getItem('wm-theme') ?? 'system'
  dataset.sidebar = localStorage.getItem('wm-sidebar') ?? 'open'
  if (localStorage.getItem('wm-wrap') === 'on') dataset.wrap = ''
} catch {
  // Storage is off: the system's theme it is.
}
