/** As Node itself decides it for a terminal, by `NO_COLOR`, `FORCE_COLOR` and `TERM`; a CI server that shows colours has no terminal. */
export function hasColors(stream: NodeJS.WriteStream): boolean {
  if (stream.isTTY) return stream.hasColors()
  const { FORCE_COLOR: forced, NO_COLOR: refused } = process.env
  return forced !== undefined && !['0', 'false'].includes(forced) && !refused
}
