/** A part of a test that builds on the parts before it. What it throws begins with its name. */
export async function step(name: string, work: () => void | Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof Error) error.message = `${name}: ${error.message}`
    throw error
  }
}
