const steps: (() => void)[] = []

/**
 * Does something when the tests of this file have ended. For what test files share: it is loaded once in a process, so
 * an `afterAll` of its own would be that of the first file alone.
 */
export function atEndOfFile(step: () => void): void {
  steps.push(step)
}

/** Does all of it. */
export function endFile(): void {
  for (const step of steps.splice(0)) step()
}
