/** Waits by the clock that timers go by, so that a test may set it. Rejects as soon as `signal` fires. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const end = () => reject(signal.reason)
  const timer = setTimeout(resolve, milliseconds)
  if (signal.aborted) end()
  signal.addEventListener('abort', end, { once: true })
  return promise.finally(() => {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
  })
}
