import { posix } from 'node:path'

/** Patterns as in a `.gitignore`, as globs from the guidebooks root on; those that begin with `!` are left out. */
export function excludedBy(patterns: string, docs: string): string[] {
  return patterns.split('\n').flatMap((line) => {
    const pattern = line.trim()
    if (pattern === '' || /^[#!]/.test(pattern)) return []
    const plain = pattern.replace(/^\//, '').replace(/\/$/, '/**')
    const isBound = /\/./.test(pattern.replace(/\/$/, ''))
    const glob = isBound ? plain : `**/${plain}`
    return [
      within(docs, glob),
      ...(pattern.endsWith('/') || /\.\w+$/.test(pattern) ? [] : [within(docs, `${glob}/**`)]),
    ]
  })
}

/** Globs of the plugin `exclude`, whose `*` also stands for folders. */
export function excludedByPlugin(globs: unknown, docs: string): string[] {
  const list = Array.isArray(globs) ? globs : [globs]
  return list.flatMap((glob) =>
    typeof glob === 'string' ? [within(docs, glob.replace(/(?<!\*)\*(?!\*)/g, '**'))] : [],
  )
}

function within(folder: string, glob: string): string {
  return folder === '.' ? glob : posix.join(folder, glob)
}
