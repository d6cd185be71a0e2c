/**
 * Is aborted by Ctrl-C, or when the process is told to end. A second Ctrl-C finds no listener and ends the process at
 * once.
 */
export function interruption(): AbortController {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort())
  return stop
}

/** The exit status of a command that was interrupted. */
export const interrupted = 130
