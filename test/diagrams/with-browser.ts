/** Runs something, and what it starts, where this is the only browser. */
export async function withBrowser<Result>(browser: string, work: () => Result | Promise<Result>): Promise<Result> {
  const before = process.env.WAYMARK_BROWSER
  process.env.WAYMARK_BROWSER = browser
  try {
    return await work()
  } finally {
    if (before === undefined) delete process.env.WAYMARK_BROWSER
    else process.env.WAYMARK_BROWSER = before
  }
}
