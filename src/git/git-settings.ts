/** Settings of Waymark's own: no file is written, no program runs, and nothing is fetched. */
const own = `[core]
	repositoryFormatVersion = 1
	bare = false
	fsmonitor = false
	untrackedCache = false
	quotePath = false
[diff]
	autoRefreshIndex = false
[gc]
	auto = 0
[maintenance]
	auto = false
[log]
	showSignature = false
[protocol]
	allow = never
`

/** The settings of a repository that say how its data is kept, and what `@{upstream}` is, each with the values that it may have. */
const taken: Readonly<Record<string, RegExp>> = {
  'extensions.objectformat': /^sha(?:1|256)$/,
  'extensions.refstorage': /^(?:files|reftable)$/,
  'branch.remote': /^[\w.][\w.-]*$/,
  'branch.merge': /^refs\/[\w./-]+$/,
  'remote.fetch': /^\+?refs\/[\w./*-]+:refs\/[\w./*-]+$/,
}

const header = /^[ \t]*\[[ \t]*([a-z]+)(?:[ \t]+"([\w./-]+)")?[ \t]*\][ \t]*$/i
const entry = /^[ \t]*([a-z]+)[ \t]*=[ \t]*(\S+)[ \t]*$/i

/**
 * What git is to read in place of a repository's own `config`, whose text is given: of that one only what is plain data.
 * Includes are not followed. What is written in another way than git itself writes it is passed over.
 */
export function gitSettings(config: string): string {
  let section: { name: string; of: string } | undefined
  const lines = config.split(/\r?\n/).flatMap((line): string[] => {
    const head = header.exec(line)
    if (head || /^\s*\[/.test(line)) {
      section = head ? { name: head[1]?.toLowerCase() ?? '', of: head[2] ?? '' } : undefined
      return []
    }
    const [, key = '', value = ''] = entry.exec(line) ?? []
    const name = `${section?.name}.${key.toLowerCase()}`
    if (!section || !Object.hasOwn(taken, name) || !taken[name]?.test(value)) return []
    const of = section.of === '' ? '' : ` "${section.of}"`
    return [`[${section.name}${of}]\n\t${key} = ${value}\n`]
  })
  return own + lines.join('')
}
