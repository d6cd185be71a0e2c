import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { links } from '../../checks/links/links.ts'
import type { Page } from '../../src/guidebook/page.ts'
import { checkFolder } from '../checks/engine/project-files.ts'
import type { Benchmark, Context } from './benchmark.ts'
import type { Figure } from './figure.ts'
import { randomizer } from './generator.ts'
import { formerPages, formerSections, livesOn } from './renames.ts'
import { slip, slipKinds } from './slip.ts'

/** A link that leads nowhere, and what it should lead to; nothing, where no suggestion can be right. */
interface DeadLink {
  /** The folder of the page that has it. */
  folder: string
  url: string
  meant: string | undefined
  /** Of a page that was there once: whether it lives on in another, wherever git saw it go. */
  livesOn?: (file: string) => boolean
}

/** Where nothing tells how a name is meant, a suggestion has to be right so often. */
const leastRight = 0.9

/** Links of one kind that are asked at most in one tree. */
const most = 300

const pageOfAsked = 'waymark-asks.md'

/**
 * How often "did you mean" speaks, and how often it is right: on slips in links that are there, and on what history says of
 * pages and sections that had other names. `WAYMARK_REPOSITORIES` names clones to try, with `:` between them; without it,
 * it is Waymark's own.
 */
export const suggestionsBenchmark: Benchmark = async (context) => {
  const repositories = (process.env.WAYMARK_REPOSITORIES ?? process.cwd()).split(':')
  const tallies = new Map<string, Tally>()
  for (const repository of repositories) {
    context.say(`suggestions: ${repository}`)
    await tryAll(repository, context, tallies)
  }
  return [...tallies].flatMap(([kind, tally]) => figuresOf(kind, tally))
}

interface Tally {
  asked: number
  told: number
  spoke: number
  right: number
}

async function tryAll(repository: string, { folder }: Context, tallies: Map<string, Tally>): Promise<void> {
  const random = randomizer(7)
  const root = path.join(folder, path.basename(repository))
  const add = async (kind: string, asked: DeadLink[], history: 'with history' | 'without history') => {
    const chosen = asked.map((link) => ({ link, at: random(1_000_000) })).sort((a, b) => a.at - b.at)
    copy(repository, root, history)
    const tally = tallies.get(kind) ?? { asked: 0, told: 0, spoke: 0, right: 0 }
    tallies.set(kind, tally)
    await ask(
      root,
      chosen.slice(0, most).map(({ link }) => link),
      tally,
    )
  }
  copy(repository, root, 'without history')
  const { input } = (await checkFolder(root, { checks: [links] })).snapshot
  const live = liveLinks(
    input.guidebooks.pages,
    (file) => input.guidebooks.page(file),
    path.posix.relative(root, input.project.guidebooks),
  )
  for (const kind of slipKinds) {
    const ofPages = live.files.flatMap(({ folder, url, meant }): DeadLink[] => {
      const written = slip(url, kind, random)
      return written === undefined ? [] : [{ folder, url: written, meant }]
    })
    await add(`pages, ${kind}`, ofPages, 'without history')
    const ofSections = live.anchors.flatMap(({ folder, url, meant }): DeadLink[] => {
      const [file = '', anchor = ''] = url.split('#')
      const written = slip(anchor, kind, random)
      return written === undefined ? [] : [{ folder, url: `${file}#${written}`, meant }]
    })
    await add(`sections, ${kind}`, ofSections, 'without history')
  }
  const former = formerPages(repository).map(({ file, to }) => ({
    folder: '',
    url: file,
    meant: to,
    livesOn: (other: string) => livesOn(repository, file, other),
  }))
  await add('pages that history renamed or removed', former, 'without history')
  await add('the same, with the history at hand', former, 'with history')
  const sections = formerSections(repository).map(
    ({ file, anchor, to }): DeadLink => ({ folder: '', url: `${file}#${anchor}`, meant: to && `#${to}` }),
  )
  await add('sections that history renamed or removed', sections, 'without history')
}

/** The links between pages of a tree by what they lead to, one for each, so that no name is asked for twice. */
function liveLinks(pages: readonly Page[], pageOf: (file: string) => Page | undefined, inRoot: string) {
  const files = new Map<string, DeadLink>()
  const anchors = new Map<string, DeadLink>()
  for (const { file, links: own } of pages) {
    const folder = path.posix.dirname(file)
    for (const { url } of own) {
      const [, to = '', anchor] = /^([^#?:]*\.md)(?:#(.+))?$/.exec(url) ?? []
      const target = path.posix.join(folder, to)
      const page = to.startsWith('/') ? undefined : pageOf(target)
      if (!page) continue
      const meant = path.posix.join(inRoot, target)
      files.set(target, { folder: path.posix.join(inRoot, folder), url: to, meant })
      if (anchor !== undefined && page.headings.some((heading) => heading.anchor === anchor))
        anchors.set(`${target}#${anchor}`, { folder: path.posix.join(inRoot, folder), url, meant: `#${anchor}` })
    }
  }
  return { files: [...files.values()], anchors: [...anchors.values()] }
}

/** The newest commit of a repository as a folder, with or without what git knows of it. */
function copy(repository: string, root: string, history: 'with history' | 'without history'): void {
  rmSync(root, { recursive: true, force: true })
  mkdirSync(root, { recursive: true })
  if (history === 'with history') {
    execFileSync('git', ['clone', '-q', '--shared', repository, root])
    return
  }
  const archive = execFileSync('git', ['-C', repository, 'archive', 'HEAD', '*.md', '*.yaml', '*.yml'], {
    maxBuffer: 2 ** 30,
  })
  execFileSync('tar', ['x', '-C', root], { input: archive })
}

/** Writes the links onto pages of their folders, and counts what is said of them. */
async function ask(root: string, asked: readonly DeadLink[], tally: Tally): Promise<void> {
  const byFile = Map.groupBy(asked, ({ folder }) => path.posix.join(folder, pageOfAsked))
  for (const [file, own] of byFile) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), own.map(({ url }) => `- [a](<${url}>)\n`).join(''))
  }
  const { findings } = await checkFolder(root, { checks: [links] })
  tally.asked += asked.length
  for (const { file, line, hint = '', code } of findings) {
    const link = byFile.get(file)?.[line - 1]
    if (!link || !/missing-file|missing-anchor|case|html-for-page/.test(code)) continue
    tally.told++
    const suggested = /^Did you mean `(.+?)(?:…)?`\?/.exec(hint)?.[1]
    if (suggested === undefined) continue
    tally.spoke++
    if (isRight(suggested, link)) tally.right++
  }
}

function isRight(suggested: string, { folder, meant, livesOn }: DeadLink): boolean {
  if (meant?.startsWith('#')) return meant.startsWith(suggested.replace(/^[^#]*/, ''))
  const target = suggested.startsWith('/') ? suggested.slice(1) : path.posix.join(folder, suggested.replace(/#.*/, ''))
  const isMeant =
    meant !== undefined && [meant, `${path.posix.dirname(meant)}/`, path.posix.dirname(meant)].includes(target)
  return isMeant || livesOn?.(target) === true
}

function figuresOf(kind: string, { asked, told, spoke, right }: Tally): Figure[] {
  const conditions = `${spoke} suggestions for ${told} dead links, of ${asked} tried`
  if (spoke === 0) return [{ name: `${kind}: wrong`, value: 0, unit: 'ratio', conditions }]
  return [{ name: `${kind}: wrong`, value: 1 - right / spoke, unit: 'ratio', budget: 1 - leastRight, conditions }]
}
