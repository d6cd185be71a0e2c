/** A file with more hosts than these is a list of other people's. */
const mostHosts = 5000

/** Names with at least one dot, as hosts have; those of files and of code too. */
const pattern = /(?<![\w.-])(?:\*\.)?[a-z0-9](?:[a-z0-9_-]{0,62}\.)+[a-z][a-z0-9-]{0,62}[a-z0-9](?![\w-])/gi

/** A name that goes on with what a template or a variable fills in: `argocd.{{ domain }}`, `argocd.${DOMAIN}`. */
const openPattern = /(?<![\w.-])([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9-]{1,63}){0,3})\.(?:\{\{|\$[{(a-z_])/gi

/** Everything in a text that has the shape of a host, in lower case, each once. */
export function mentionedHosts(text: string): string[] {
  return hostsIn(text, () => true)
}

/** The same of a file of configuration, but for lines that are comments: these tell of what is gone as well. */
export function configuredHosts(text: string): string[] {
  return hostsIn(text, (line) => !isComment(line))
}

function hostsIn(text: string, isRead: (line: string) => boolean): string[] {
  const found = new Set<string>()
  for (const line of dottedLines(text)) {
    if (!isRead(line)) continue
    for (const [host] of line.matchAll(pattern)) {
      found.add(host.toLowerCase())
      if (found.size >= mostHosts) return [...found]
    }
  }
  return [...found]
}

/** The lines of a text in which a dot stands with a letter behind it: most have none, and are looked at no further. */
function* dottedLines(text: string): Generator<string, undefined> {
  for (let dot = text.indexOf('.'); dot >= 0; ) {
    let next = dot + 1
    if (isLetter(text.charCodeAt(next))) {
      const end = text.indexOf('\n', next)
      next = end < 0 ? text.length : end
      yield text.slice(text.lastIndexOf('\n', dot) + 1, next)
    }
    dot = text.indexOf('.', next)
  }
}

function isLetter(code: number): boolean {
  const small = code | 0x20
  return small >= 0x61 && small <= 0x7a
}

/** Whether a line is a comment as most languages of configuration write it. */
function isComment(line: string): boolean {
  return /^[ \t]*(?:[#;]|\/\/)/.test(line)
}

/** Beginnings of hosts whose end a template or a variable fills in, each once, with `*` in its place: `argocd.*`. */
export function openHosts(text: string): string[] {
  if (!text.includes('.{{') && !text.includes('.$')) return []
  const found = new Set<string>()
  for (const [, beginning = ''] of text.matchAll(openPattern)) {
    found.add(`${beginning.toLowerCase()}.*`)
    if (found.size >= mostHosts) break
  }
  return [...found]
}
