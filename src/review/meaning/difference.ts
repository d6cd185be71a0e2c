/** What stands in one list alone; what stands twice counts once. */
export function differenceOf(old: readonly string[], now: readonly string[]): { fresh: string[]; gone: string[] } {
  const [before, after] = [new Set(old), new Set(now)]
  return { fresh: [...after].filter((one) => !before.has(one)), gone: [...before].filter((one) => !after.has(one)) }
}
