import { execFileSync } from 'node:child_process'
import { slug } from 'github-slugger'

/** A page or a section that was there once; `to` is where it is now, and absent where nothing took its place. */
export interface FormerName {
  file: string
  /** Without `#`; absent for a whole page. */
  anchor?: string
  to?: string
}

const git = (repository: string, args: string[]) =>
  execFileSync('git', ['-C', repository, '-c', 'core.quotePath=off', ...args], { encoding: 'utf8', maxBuffer: 2 ** 30 })

/** Pages that git saw renamed or removed, and that are not there now: what became of each at last. */
export function formerPages(repository: string): FormerName[] {
  const there = new Set(git(repository, ['ls-files', '-z']).split('\0'))
  const log = git(repository, ['log', '-M60%', '--diff-filter=RD', '--name-status', '--format=', '--', '*.md'])
  const next = new Map<string, string | undefined>()
  for (const line of log.split('\n')) {
    const [sign = '', file = '', to] = line.split('\t')
    // The newest change comes first, and holds.
    if (sign !== '' && !next.has(file)) next.set(file, to)
  }
  return [...next.keys()].flatMap((file): FormerName[] => {
    if (there.has(file)) return []
    const to = followed(file, next)
    return to !== undefined && there.has(to) ? [{ file, to }] : [{ file }]
  })
}

/** Whether a page that was there once lives on in one that is there: at least half of its lines stood there at first, or do now. */
export function livesOn(repository: string, former: string, file: string): boolean {
  const commits = (filter: string, one: string) =>
    git(repository, ['log', `--diff-filter=${filter}`, '--no-renames', '--format=%H', '--', one])
      .trim()
      .split('\n')
  const [removed, added] = [commits('D', former)[0], commits('A', file).at(-1)]
  if (!removed || !added) return false
  const lines = linesOf(git(repository, ['show', `${removed}^:${former}`]))
  const now = [`${added}:${file}`, `HEAD:${file}`].map((object) => new Set(linesOf(git(repository, ['show', object]))))
  return now.some((known) => lines.filter((line) => known.has(line)).length * 2 >= lines.length)
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '')
}

function followed(file: string, next: ReadonlyMap<string, string | undefined>): string | undefined {
  const seen = new Set([file])
  let to = next.get(file)
  while (to !== undefined && next.has(to) && !seen.has(to)) {
    seen.add(to)
    to = next.get(to)
  }
  return to
}

/** Headings of pages that are there now which a commit replaced by one other of the same level, or left out. */
export function formerSections(repository: string): FormerName[] {
  const there = new Set(git(repository, ['ls-files', '-z']).split('\0'))
  const log = git(repository, ['log', '-p', '-U0', '--no-renames', '--format=', '--diff-filter=M', '--', '*.md'])
  const found = new Map<string, FormerName>()
  let file = ''
  for (const hunk of log.split(/^(?=diff --git |@@ )/m)) {
    if (hunk.startsWith('diff --git ')) file = /^\+\+\+ b\/(.*)$/m.exec(hunk)?.[1] ?? ''
    if (!there.has(file)) continue
    const [removed, added] = ['-', '+'].map((sign) => headingsOf(hunk, sign))
    const [one, ...others] = removed ?? []
    const [other, ...more] = added ?? []
    if (!one || others.length > 0 || more.length > 0 || one.anchor === other?.anchor) continue
    const key = `${file}#${one.anchor}`
    const isRename = other && other.level === one.level
    if (!found.has(key)) found.set(key, { file, anchor: one.anchor, ...(isRename && { to: other.anchor }) })
  }
  return [...found.values()]
}

function headingsOf(hunk: string, sign: string): { level: number; anchor: string }[] {
  const pattern = sign === '-' ? /^-(#{1,6}) +(.+?) *#*$/gm : /^\+(#{1,6}) +(.+?) *#*$/gm
  return [...hunk.matchAll(pattern)].map(([, level = '', text = '']) => ({
    level: level.length,
    anchor: slug(text.replace(/\[([^\]]*)\]\([^)]*\)|[*`]/g, '$1')),
  }))
}
