import picomatch from 'picomatch'

/** Where forges look for it, in their order: GitHub's documentation, then GitLab's. */
export const codeOwnersFiles = [
  '.github/CODEOWNERS',
  '.gitlab/CODEOWNERS',
  'CODEOWNERS',
  'docs/CODEOWNERS',
  '.gitea/CODEOWNERS',
] as const

interface OwnerRule {
  fits: (file: string) => boolean
  owners: readonly string[]
}

/** Longer lists belong to no reader. In UTF-16 code units. */
const longest = 3_000_000

/** Who keeps files right, as `CODEOWNERS` says it: of the lines that fit, the last one of each section. */
export class CodeOwners {
  /** Without sections, all rules are of one. */
  readonly #sections: OwnerRule[][] = [[]]

  constructor(text: string) {
    let inSection: readonly string[] = []
    for (const line of text.slice(0, longest).split(/\r?\n/)) {
      const written = line.replace(/(?:^|\s)#.*$/, '').trim()
      if (written === '') continue
      const section = /^\^?\[[^\]]+\](?:\[\d+\])?(.*)$/.exec(written)
      if (section && !/^\[[^\]]+\]\S/.test(written.replace(/^(\^?\[[^\]]+\])\[\d+\]/, '$1'))) {
        inSection = ownersIn(section[1] ?? '')
        this.#sections.push([])
      } else this.#add(written, inSection)
    }
  }

  /** Of a file, relative to the repository. */
  of(file: string): string[] {
    const owners = this.#sections.flatMap((rules) => rules.findLast(({ fits }) => fits(file))?.owners ?? [])
    return [...new Set(owners)]
  }

  #add(written: string, inSection: readonly string[]): void {
    // A space in a path is written with a backslash before it.
    const [, path = '', rest = ''] = /^((?:\\.|[^\s\\])+)(.*)$/.exec(written) ?? []
    // What is left out of the rules of a file here is left out nowhere else.
    if (path === '' || path.startsWith('!')) return
    const owners = ownersIn(rest)
    this.#sections
      .at(-1)
      ?.push({ fits: picomatch(globsOf(path), glob), owners: owners.length > 0 ? owners : inSection })
  }
}

/** Braces and classes mean nothing there. */
const glob = { dot: true, nobrace: true, nobracket: true, noextglob: true, nonegate: true } as const

/**
 * A path of the rules as globs: with a slash inside it begins at the repository, else anywhere; a folder holds all below,
 * but `docs/*` is of its own files alone.
 */
function globsOf(path: string): string[] {
  const plain = path.replace(/^\//, '').replace(/\/$/, '')
  const start = path.slice(0, -1).includes('/') ? plain : `**/${plain}`
  if (path.endsWith('/')) return [`${start}/**`]
  return plain.endsWith('/*') ? [start] : [start, `${start}/**`]
}

function ownersIn(text: string): string[] {
  return text.split(/\s+/).filter((word) => /^@[\w./-]+$|^[^\s@]+@[^\s@]+$/.test(word))
}
