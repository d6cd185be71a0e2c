/** Why a deadline ended some work. */
export class DeadlineExceeded extends Error {
  constructor(milliseconds: number) {
    super(`More than ${milliseconds} ms`)
    this.name = 'DeadlineExceeded'
  }
}

/** How long work may take to end after its signal, in milliseconds: to give back what it has until then. */
const lastMoment = 50

/**
 * Runs work with a signal that fires after some milliseconds, or with the outer one. The timer goes with the work, as
 * thousands of `AbortSignal.timeout` would not. Work that does not heed its signal holds up nobody.
 */
export async function withDeadline<T>(
  milliseconds: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer.throwIfAborted()
  const controller = new AbortController()
  const { promise: ended, reject } = Promise.withResolvers<never>()
  const end = (reason: unknown) => {
    controller.abort(reason)
    clearTimeout(timer)
    timer = setTimeout(() => reject(reason), lastMoment)
  }
  let timer = setTimeout(() => end(new DeadlineExceeded(milliseconds)), milliseconds)
  const onAbort = () => end(outer.reason)
  outer.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work(controller.signal), ended])
  } finally {
    clearTimeout(timer)
    outer.removeEventListener('abort', onAbort)
  }
}
