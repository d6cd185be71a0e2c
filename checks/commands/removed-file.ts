import { posix } from 'node:path'
import { runGit } from '../../src/git/git.ts'
import { quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import type { FileHistory } from '../history/file-history.ts'
import type { CommandPage, Commands } from './named-commands.ts'
import type { PageCommand, PageWord } from './page-commands.ts'
import type { CommandRule } from './rule.ts'

/** Git's own word: just this file was here, and is gone. */
export const removedFile = {
  code: 'commands/removed-file',
  severity: 'warning',
  summary: 'A file in a command that was here once, and was deleted or moved',
  why: `
A command on the page runs a file of the repository, or gives one to \`ansible-playbook\` or an interpreter, or a path stands by itself in inline code; Git's history had a file at just that path, and it is gone. The hint says where it was moved. A path that is merely absent is never told: it may be made by what the page does.

A path counts from the repository's root and from the page's folder. Nothing is told where a file of that path stands anywhere else in the repository, where Git ignores it, behind a \`cd\` to another place, \`git clone\`, \`ssh\` and the like, and behind commands that make files.
`,
  history: {
    before: {
      'guidebooks/README.md': '# Shop\n\n```sh\n./scripts/restore.sh latest\n```\n',
      'scripts/restore.sh': '#!/bin/sh\nexec restic restore "$1"\n',
      'scripts/backup.sh': '#!/bin/sh\nexec restic backup\n',
    },
    days: ['2026-01-10', '2026-02-10'],
  },
  wrong: {
    'guidebooks/README.md': '# Shop\n\n```sh\n./scripts/restore.sh latest\n```\n',
    'tools/restore.sh': '#!/bin/sh\nexec restic restore "$1"\n',
    'scripts/backup.sh': '#!/bin/sh\nexec restic backup\n',
  },
  right: {
    'guidebooks/README.md': '# Shop\n\n```sh\n./tools/restore.sh latest\n```\n',
    'tools/restore.sh': '#!/bin/sh\nexec restic restore "$1"\n',
    'scripts/backup.sh': '#!/bin/sh\nexec restic backup\n',
  },
  check: removedFiles,
} as const satisfies CommandRule

interface Gone {
  page: CommandPage
  word: PageWord
  path: string
  history: FileHistory
}

async function removedFiles({ pages, files, input, signal }: Commands): Promise<RawFinding[]> {
  if (files.size === 0) return []
  const suffixes = new SuffixIndex(files)
  const gone: Gone[] = []
  for (const page of pages) {
    for (const command of page.commands) {
      if (command.isElsewhere) continue
      for (const word of pathsIn(command)) {
        const plain = word.value.replace(/^\.\//, '')
        if (suffixes.has(plain)) continue
        for (const base of new Set(['', page.folder])) {
          const path = posix.join(base, plain)
          if (path.startsWith('..') || (command.isAfterMaking && command.isFenced)) continue
          const history = await input.history.fileHistory(path)
          if (!history || page.isExcused(word, command.isFenced)) continue
          gone.push({ page, word, path, history })
          break
        }
      }
    }
  }
  const ignored = await ignoredAmong(
    input.project.repository,
    gone.map(({ path }) => path),
    signal,
  )
  return gone
    .filter(({ path }) => !ignored.has(path))
    .map(({ page, word, path, history }) => {
      const { line, column, endLine, endColumn } = word
      const { to } = history
      return {
        code: removedFile.code,
        message: `Unexpected file ${quote(word.value)}, expected one that is there; ${quote(path)} was ${to === undefined ? 'deleted' : 'moved'}`,
        hint:
          to === undefined
            ? `\`git log --diff-filter=D -- ${path.replaceAll('`', "'").slice(0, 200)}\` tells when, and why`
            : `${history.isSure ? 'It is' : 'It may be'} ${quote(to)} now`,
        ...{ file: page.file, line, column, endLine, endColumn },
      }
    })
}

/** Programs whose first argument is a file that they run. */
const interpreters = /^(?:(?:ba|z|da|k)?sh|source|\.|python[\d.]*|node|ruby|perl|php|deno|bun|tsx|Rscript)$/

/** The paths in a command that name a file to run. */
export function pathsIn({ words, isFenced }: PageCommand): PageWord[] {
  const [name, ...args] = words
  if (!name) return []
  const found: PageWord[] = []
  // By itself in a line of text, a path is named rather than run.
  if (name.value.includes('/') && (isFenced || args.length > 0 || /\.\w{1,10}$/.test(name.value))) found.push(name)
  if (interpreters.test(name.value)) {
    const file = args.find(({ value }) => !value.startsWith('-'))
    // What stands behind `-c` or `-m` is no file.
    if (file && !args.some(({ value }) => /^-(?:[a-z]*c|m|e|s)$/.test(value))) found.push(file)
  }
  if (name.value === 'ansible-playbook') found.push(...args.filter(({ value }) => /^[^-@].*\.ya?ml$/.test(value)))
  return found.filter(({ value, isOpen }) => !isOpen && isPath(value))
}

function isPath(value: string): boolean {
  return /^(?:\.\/)?[\w@+-][\w@+.-]*(?:\/[\w@+.-]+)*$/.test(value) && /[/.]/.test(value) && !/^[\d.]+$/.test(value)
}

/** Whether a path is the end of one of many. */
export class SuffixIndex {
  readonly #byName: ReadonlyMap<string, string[]>

  constructor(files: ReadonlySet<string>) {
    this.#byName = Map.groupBy(files, (file) => posix.basename(file))
  }

  has(path: string): boolean {
    return (this.#byName.get(posix.basename(path)) ?? []).some((file) => `/${file}`.endsWith(`/${path}`))
  }
}

/** Those of some paths that git would not take, as what is made and not kept. */
async function ignoredAmong(repository: string, paths: readonly string[], signal: AbortSignal): Promise<Set<string>> {
  if (paths.length === 0) return new Set()
  const input = paths.map((path) => `${path}\0`).join('')
  const { stdout } = await runGit(repository, ['check-ignore', '-z', '--no-index', '--stdin'], { input, signal })
  return new Set(stdout.toString('utf8').split('\0'))
}
