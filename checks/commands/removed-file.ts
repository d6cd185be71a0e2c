import { posix } from 'node:path'
import { quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import type { FileHistory } from '../history/file-history.ts'
import { isOperatedBy } from '../inventory/operated-page.ts'
import { FileCauses } from './file-causes.ts'
import type { CommandPage, Commands } from './named-commands.ts'
import type { PageCommand, PageWord } from './page-commands.ts'
import type { CommandRule } from './rule.ts'
import { filesIn } from './run-files.ts'

/** Git's own word: just this file was here, and is gone. */
export const removedFile = {
  code: 'commands/removed-file',
  severity: 'warning',
  summary: 'A file in a command that was here once, and was deleted or moved',
  why: `
A command on the page runs a file of the repository, or gives one to \`ansible-playbook\` or an interpreter, or a path stands by itself in inline code; a path that stands alone in a fence is one only where it is a program or a script. Git's history had a file at just that path, and it is gone. The hint says where it was moved. A path that is merely absent is never told: it may be made by what the page does.

A path counts from the repository's root, from the page's folder, and from the folder that a \`cd\` before it leads to. Nothing is told where a file of that path stands anywhere else in the repository, where a template of it does (\`config.yml.example\`, \`.template\`, \`.j2\`), where Git ignores it, where it was a submodule, behind a \`cd\` to another place, \`git clone\`, \`ssh\` and the like, and behind commands that make files. A path in the text of a link is the link's to say.

What the text says itself is no finding: that the file was removed, moved, replaced or excluded, is old or of another commit or an example site (in English, French, German, Spanish, Korean, Chinese or Japanese), that it is to be made, or *can be stored at* that place. What a page says so holds for its translations.

Accounts of finished work name files as they were then, and are passed over: pages such as \`SPRINT-2-SUMMARY.md\`, \`implementation-plan.md\` and those in folders such as \`progress\` and \`tickets\`; pages whose title says *Complete* or whose first 25 lines say \`Status: Completed\`; lists of tasks with four of five ticked. On other pages these are sections such as *Files modified* or with a day as their heading, ticked tasks, sentences with a day, and lines such as *Created \`x.sh\`* or *\`x.sh\` (120 lines)*. So are changelogs, decisions, designs, plans, reports, specifications, incidents, journals, archives and templates. On a page that was written at one time and that is no runbook, where it says of which day it is (\`Date: 2026-01-10\`) or where no other page and no file names it, it is \`info\`: such pages are accounts of their day more often than not.

What the text only names (a path by itself in inline code) weighs less than what it tells to run: where the file was put into a folder such as \`archive\` it is \`info\`, and where it was deleted it is a warning on pages that people work by alone (runbooks, READMEs, \`AGENTS.md\`, pages and folders called *operations*, *deployment*, *installation*, *setup*, *troubleshooting*, *quick start*), and \`info\` on others: of those one in four told of another time where we read them.
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
  /** Whether the text names it, and nobody is told to run it. */
  isNamed: boolean
}

async function removedFiles({ pages, files, input }: Commands): Promise<RawFinding[]> {
  if (files.size === 0) return []
  const suffixes = new SuffixIndex(files)
  const formerFiles = new FormerFiles(input, files)
  const gone: Gone[] = []
  // What one page says of a file holds for its translations, whose words are not all known here.
  const excused = new Map<string, string>()
  for (const page of pages) {
    for (const command of page.commands) {
      // What a line of text names is of this repository, wherever the commands before it lead to.
      const isNamed = !command.isFenced && command.words.length === 1 && command.lead !== 'page'
      if ((command.isElsewhere && !isNamed) || command.isLink) continue
      for (const word of filesIn(command)) {
        const plain = word.value.replace(/^\.\//, '')
        if (suffixes.has(plain) || (command.isAfterMaking && command.isFenced)) continue
        const former = formerFiles.known(plain, command, page) ?? (await formerFiles.find(plain, command, page))
        if (former === 'none') continue
        // Looked at last: only what history convicts is worth it.
        if (page.isSaidGone(word, command.isFenced)) excused.set(asTranslated(page, former.path), page.file)
        else gone.push({ page, word, ...former, isNamed })
      }
    }
  }
  const causes = new FileCauses(files)
  const ignored = new Set(await input.git.ignored(gone.map(({ path }) => path)))
  return gone
    .filter(
      ({ page, path }) => !ignored.has(path) && (excused.get(asTranslated(page, path)) ?? page.file) === page.file,
    )
    .map(({ page, word, path, history, isNamed }) => {
      const { line, column, endLine, endColumn } = word
      const { to } = history
      const cause = causes.of(path, to)
      return {
        code: removedFile.code,
        message: `Unexpected file ${quote(word.value)}, expected one that is there; ${quote(path)} was ${to === undefined ? 'deleted' : 'moved'}`,
        hint:
          to === undefined
            ? `\`git log --full-history --diff-filter=D -- ${path.replaceAll('`', "'").slice(0, 200)}\` tells when, and why`
            : `${history.isSure ? 'It is' : 'It may be'} ${quote(to)} now`,
        ...{ file: page.file, line, column, endLine, endColumn },
        ...(cause && { cause }),
        ...(isNamed && (isStored(to) || (to === undefined && !isOperatedBy(page.page))) && { severity: 'info' }),
      }
    })
}

type Former = Pick<Gone, 'path' | 'history'>

/** Which of the files that a path may mean history has had, and has no more. Pages repeat their commands: each is looked for once. */
class FormerFiles {
  readonly #input: Commands['input']
  readonly #files: ReadonlySet<string>
  readonly #known = new Map<string, Former | 'none'>()

  constructor(input: Commands['input'], files: ReadonlySet<string>) {
    this.#input = input
    this.#files = files
  }

  /** The answer, where it has been found. */
  known(plain: string, command: PageCommand, page: CommandPage): Former | 'none' | undefined {
    return this.#known.get(keyOf(plain, command, page))
  }

  /** The path counts from where a `cd` has led to, from the repository's root, and from the page's folder. */
  async find(plain: string, command: PageCommand, page: CommandPage): Promise<Former | 'none'> {
    const led = command.folder === undefined ? [] : [command.folder]
    let found: Former | 'none' = 'none'
    for (const base of new Set([...led, '', page.folder])) {
      const path = posix.join(base, plain)
      if (path.startsWith('..')) continue
      const history = await this.#input.history.fileHistory(path)
      if (!history || templates.some((ending) => this.#files.has(`${path}${ending}`))) continue
      found = { path, history }
      break
    }
    this.#known.set(keyOf(plain, command, page), found)
    return found
  }
}

function keyOf(plain: string, { folder }: PageCommand, page: CommandPage): string {
  // What is no folder of a repository stands for none.
  return `${folder ?? '/'}\n${page.folder}\n${plain}`
}

/** Whether a file was put where nothing is used any more. */
function isStored(to = ''): boolean {
  return /(?:^|[/_.-])(?:archived?|attic|deprecated|graveyard|legacy|obsolete|old|unused)(?:[/_.-]|$)/i.test(to)
}

/** The same for a page and its translations: `docs/en/setup.md`, `docs/fr/setup.md` and `docs/setup.md` are one. */
function asTranslated({ file }: CommandPage, path: string): string {
  return `${file.replace(/(?<=^|\/)[a-z]{2}(?:-[A-Za-z]{2,4})?\//g, '')}\0${path}`
}

/** How what a file is made of is called: a `config.yml` beside `config.yml.template` is made where it is needed. */
const templates = [
  '.template',
  '.tmpl',
  '.tpl',
  '.example',
  '.sample',
  '.dist',
  '.in',
  '.j2',
  '.jinja',
  '.erb',
  '.enc',
  '.age',
]

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
