/** In UTF-16 code units. */
const longest = 1_000_000
/** The parser recurses: blocks may be nested so deep. */
export const deepest = 100

/** Reads HCL as data; a text that is too long, too deep or none gives what is wrong with it, as a message. Never throws. */
export async function readHcl(path: string, text: string): Promise<{ tree: unknown } | { problem: string }> {
  if (text.length > longest)
    return { problem: `Unexpected length of ${text.length} characters, expected at most ${longest}` }
  if (nesting(text) > deepest) return { problem: `Unexpected nesting of more than ${deepest} blocks, expected less` }
  // It starts a program of WebAssembly, for which a project without HCL would wait a third of a second.
  const { parse } = await import('@cdktf/hcl2json')
  try {
    return { tree: await parse(path, text) }
  } catch {
    return { problem: 'Unexpected text, expected HCL' }
  }
}

/** How deep brackets are nested, those in texts too: a bound that is too high is none. */
function nesting(text: string): number {
  let [depth, most] = [0, 0]
  for (const [bracket] of text.matchAll(/[{}[\]()]/g)) {
    depth += '{[('.includes(bracket) ? 1 : -1
    most = Math.max(most, depth)
  }
  return most
}
