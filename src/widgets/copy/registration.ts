/**
 * Has the browser keep a copy of the site: registers the worker at an address, and tells it which page was opened. What
 * goes wrong costs the copy, and nothing else.
 */
export async function keepCopy(worker: string): Promise<void> {
  if (!('serviceWorker' in navigator) || isSavingData()) return
  try {
    const registration = await navigator.serviceWorker.register(worker, { updateViaCache: 'none' })
    // Without an answer nobody knows whether there is a newer build.
    const isAnswered = await registration.update().then(
      () => true,
      () => false,
    )
    const isCurrent = isAnswered && !registration.installing && !registration.waiting
    const { active } = await navigator.serviceWorker.ready
    const path = location.pathname.slice(new URL('.', new URL(worker, location.href)).pathname.length)
    active?.postMessage({ address: decodeURIComponent(path), isCurrent })
  } catch {
    // A private window, a policy of the browser, a sign-in in the worker's place.
  }
}

/** Whether the reader has asked their browser to load as little as it can. */
function isSavingData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } }
  return connection?.saveData === true
}
