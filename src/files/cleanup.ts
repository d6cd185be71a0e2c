/**
 * Does some work and, in whichever way it ends, cleans up after it. Where both fail, what the work failed with is
 * thrown: a `finally` would throw the later error, which the first one has often caused, in its place.
 */
export async function withCleanup<T>(work: () => Promise<T>, cleanUp: () => Promise<unknown>): Promise<T> {
  const outcome = await work().catch(async (error: unknown) => {
    await cleanUp().catch(() => {})
    throw error
  })
  await cleanUp()
  return outcome
}
