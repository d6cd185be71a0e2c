// Runs before the first paint, from a file of its own so that no inline script is needed.
{
  const root = document.documentElement.dataset
  const { banner, until } = document.currentScript.dataset
  // On the reader's own calendar: a site may have been built long ago.
  const day = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
  if (until && day > until) root.banner = 'closed'
  try {
    root.theme = localStorage.getItem('wm-theme') ?? 'system'
    root.sidebar = localStorage.getItem('wm-sidebar') ?? 'open'
    if (localStorage.getItem('wm-wrap') === 'on') root.wrap = ''
    if (banner && localStorage.getItem('wm-banner') === banner) root.banner = 'closed'
  } catch {
    // Storage is off: the system's theme it is.
  }
}
