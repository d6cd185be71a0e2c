import { posix } from 'node:path'
import type { Project } from '../../config/project.ts'
import { baseOf } from '../../config/schema/base.ts'
import { remoteUrl } from '../../git/git-folder.ts'
import { type Forge, forgeOf } from '../../guidebook/paths/repository.ts'
import { decoded } from '../../text/decoded.ts'
import { isOpen } from '../template.ts'

/** Where an address of a runbook leads, before it is known whether anything is there. */
export type RunbookAddress =
  /** A file of this repository, at the branch that is published or at no other one. */
  | { kind: 'file'; path: string; tail: string; isOtherVersion: boolean; write: (path: string, tail: string) => string }
  /** An address of the site: the path behind its base, with a slash before it. */
  | { kind: 'site'; path: string; tail: string; write: (path: string, tail: string) => string }
  /** A path, relative to the rule's file or to some root. */
  | { kind: 'path'; path: string; tail: string }
  /** `/alerts/NAME` of the site. */
  | { kind: 'alert'; name: string; write: (name: string) => string }
  | { kind: 'malformed'; why: MalformedAddress; path?: string; meant?: string }
  /** Another repository or site, a page of the forge's own, or a template. */
  | { kind: 'elsewhere' }

/** What is wrong with an address that leads nowhere whatever stands there. */
export type MalformedAddress = 'no-address' | 'invalid' | 'placeholder' | 'without-ref'

/** What decides which addresses are ours. */
export interface AddressOptions {
  /** Where the site is published. */
  site: string | undefined
  /** Of the site, with a slash at both ends. */
  base: string
  /** Where the repository can be looked at; as git has it, too. */
  repository: string | undefined
  forge?: Forge | undefined
  branch: string
  /** Folders or pages, relative to the guidebooks root, by the beginnings of the addresses that they are published at. */
  prefixes: Readonly<Record<string, string>>
}

/** Branches that repositories publish, whatever they are called: the old name of one leads to the new one. */
const publishedBranches = new Set(['main', 'master', 'HEAD', 'trunk', 'default'])

/** What people write until they know better. */
const notYet = /^(?:todo|tbd|tba|fixme|xxx+|\?+|\.+|unknown|placeholder|changeme|change-me|runbook|link|url|#)[:.!]?$/i
const placeholderName =
  /^(?:your|my|example|some|the)[-_]?(?:org|organi[sz]ation|company|user(?:name)?|team|name|repo(?:sitory)?|domain|project)$|^(?:org|owner|username|company|changeme|change-me|todo|xxx+|placeholder|example(?:-org)?|\.{2,}|…)$|[<>[\]]/i
/** Hosts that are nobody's: RFC 2606 and RFC 6761, and what is like them. */
const placeholderHost =
  /(?:^|\.)(?:example(?:\.(?:com|org|net|edu))?|invalid|test)$|^(?:[\w-]+\.)*(?:your|my)-?(?:company|domain|org|organi[sz]ation|site|wiki)(?:\.[a-z]+)+$/i

/** Which addresses are ours. */
export class RunbookAddresses {
  /** Those of a project: its site, its repository as `waymark.yaml` names it or as it was cloned, and `alerts.prefixes`. */
  static of({ config, repository }: Pick<Project, 'config' | 'repository'>): RunbookAddresses {
    const { site, repository: forge, alerts } = config
    return new RunbookAddresses({
      site,
      base: baseOf(config),
      repository: forge?.url ?? remoteUrl(repository),
      forge: forge?.forge,
      branch: forge?.branch ?? 'main',
      prefixes: alerts.prefixes,
    })
  }

  readonly #options: AddressOptions
  readonly #site: URL | null
  readonly #repository: URL | null
  readonly #prefixes: readonly (readonly [prefix: string, folder: string])[]

  constructor(options: AddressOptions) {
    this.#options = options
    this.#site = URL.parse(options.site ?? '')
    this.#repository = webAddress(options.repository)
    this.#prefixes = Object.entries(options.prefixes).toSorted(([a], [b]) => b.length - a.length)
  }

  /** Where an address leads; never throws. */
  read(written: string): RunbookAddress {
    const url = written.trim()
    // Until it is filled in, nobody knows where it leads.
    if (isOpen(url)) return { kind: 'elsewhere' }
    if (url === '' || notYet.test(url)) return { kind: 'malformed', why: 'no-address' }
    const mapped = this.#prefixed(url)
    if (mapped) return mapped
    if (/^(?:https?:)?\/\//i.test(url)) return this.#webAddress(url)
    if (/^[a-z][a-z0-9+.-]*:/i.test(url)) return /^https?:/i.test(url) ? invalid : { kind: 'elsewhere' }
    if (/\s/.test(url)) return { kind: 'malformed', why: 'no-address' }
    // A host without its scheme leads nowhere from most mails and chats.
    const bare = /^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\//i.test(url)
      ? this.#webAddress(`https://${url}`)
      : undefined
    if (bare && bare.kind !== 'elsewhere') return { kind: 'malformed', why: 'invalid', meant: `https://${url}` }
    if (bare && !/\.mdx?(?:[#?]|$)/i.test(url)) return { kind: 'elsewhere' }
    const [path, tail] = parts(url)
    return path === '' ? { kind: 'elsewhere' } : { kind: 'path', path: decoded(path), tail }
  }

  #prefixed(url: string): RunbookAddress | undefined {
    const found = this.#prefixes.find(([prefix]) => startsWithPath(url, prefix))
    if (!found) return undefined
    const [prefix, folder] = found
    const [path, tail] = parts(url.slice(prefix.length))
    const root = `/${folder.replace(/^\.?\/*|\/+$/g, '')}`
    const write = (fresh: string, end: string) => {
      const way = posix.relative(root, fresh) + (fresh.endsWith('/') && !/\/$/.test(prefix + fresh) ? '/' : '')
      return prefix.replace(/\/*$/, way === '' ? '' : '/') + encodeURI(way.toWellFormed()) + end
    }
    const rest = decoded(path).replace(/^\/+/, '')
    return { kind: 'site', path: rest === '' ? root : posix.join(root, rest), tail, write }
  }

  #webAddress(url: string): RunbookAddress {
    const parsed = URL.parse(url.startsWith('//') ? `https:${url}` : url)
    if (
      !parsed ||
      parsed.hostname === '' ||
      /^https?:\/\/https?:|\s/i.test(url) ||
      !/[.:]|^localhost$/.test(parsed.hostname)
    ) {
      const [, inner] = /^https?:\/\/(https?:\/\/.*)$/i.exec(url) ?? []
      return inner === undefined ? invalid : { kind: 'malformed', why: 'invalid', meant: inner }
    }
    return this.#ownSite(parsed, url) ?? this.#ownRepository(parsed, url) ?? this.#strange(parsed)
  }

  #ownSite({ host, pathname, origin }: URL, url: string): RunbookAddress | undefined {
    const { base } = this.#options
    if (this.#site?.host !== host || !`${pathname}/`.startsWith(base)) return undefined
    const path = `/${decoded(pathname).slice(base.length)}`
    const [, name] = /^\/alerts\/([^/]+)\/?$/.exec(path) ?? []
    const [, tail] = parts(url)
    const write = (fresh: string, end: string) =>
      origin + base + encodeURI(fresh.replace(/^\/+/, '').toWellFormed()) + end
    if (name !== undefined && name !== 'index.html')
      return { kind: 'alert', name, write: (fresh) => write(`alerts/${fresh}`, tail) }
    return { kind: 'site', path, tail, write }
  }

  /** A file on the forge, in any of the ways in which one looks at it there. */
  #ownRepository({ hostname, host, pathname, origin }: URL, url: string): RunbookAddress | undefined {
    const own = this.#repository
    if (!own) return undefined
    const ownPath = own.pathname.replace(/\/+$/, '').replace(/\.git$/, '')
    const isRaw = hostname === 'raw.githubusercontent.com' && own.host === 'github.com'
    const isHere = (host === own.host || isRaw) && `${pathname}/`.toLowerCase().startsWith(`${ownPath}/`.toLowerCase())
    if (!isHere) return undefined
    const [, tail] = parts(url)
    const rest = pathname.slice(ownPath.length + 1)
    const view = isRaw
      ? viewed(`raw/${rest}`, this.#forge, this.#options.branch)
      : viewed(rest, this.#forge, this.#options.branch)
    if (view) {
      const { head, ref, path } = view
      const shown = isRaw ? head.slice('raw/'.length) : head
      const write = (fresh: string, end: string) =>
        `${origin}${pathname.slice(0, ownPath.length)}/${shown}${encodeURI(fresh.toWellFormed())}${end}`
      const isOtherVersion = ref !== this.#options.branch && !publishedBranches.has(ref)
      return { kind: 'file', path: decoded(path), tail, isOtherVersion, write }
    }
    const path = decoded(rest).replace(/\/+$/, '')
    if (path === '' || isForges(path, this.#forge)) return { kind: 'elsewhere' }
    const meant = `${origin}${pathname.slice(0, ownPath.length)}/${viewHead(this.#forge, this.#options.branch)}${rest}${tail}`
    return { kind: 'malformed', why: 'without-ref', path, meant }
  }

  get #forge(): Forge {
    return this.#options.forge ?? forgeOf(this.#repository?.href ?? '')
  }

  /** Nobody's, so that nothing can be there; another repository or site, of which nothing is known. */
  #strange({ hostname, host, pathname }: URL): RunbookAddress {
    if (host === this.#site?.host || host === this.#repository?.host) return { kind: 'elsewhere' }
    const owner = /^(?:www\.)?(?:github\.com|gitlab\.com|raw\.githubusercontent\.com|bitbucket\.org)$/.test(hostname)
      ? pathname.split('/').slice(1, 3)
      : []
    const isPlaceholder = placeholderHost.test(hostname) || owner.some((name) => placeholderName.test(decoded(name)))
    return isPlaceholder ? { kind: 'malformed', why: 'placeholder' } : { kind: 'elsewhere' }
  }
}

const invalid = { kind: 'malformed', why: 'invalid' } as const

/** A path of a forge's address behind the repository: which version of which file it shows. */
function viewed(rest: string, forge: Forge, branch: string): { head: string; ref: string; path: string } | undefined {
  const way =
    forge === 'gitea'
      ? /^(?:src|raw|media|blame)\/(?:branch|commit|tag)\//
      : forge === 'bitbucket'
        ? /^(?:src|raw)\//
        : forge === 'gitlab'
          ? /^(?:-\/)?(?:blob|tree|raw|blame|edit)\//
          : /^(?:blob|tree|raw|blame|edit)\//
  const head = way.exec(rest)?.[0] ?? /^(?:-\/)?(?:blob|tree|raw)\//.exec(rest)?.[0]
  if (head === undefined) return undefined
  const behind = rest.slice(head.length)
  const ref = startsWithPath(behind, branch) ? branch : behind.replace(/^refs\/heads\//, '').split('/', 1)[0]
  const skipped = behind.startsWith('refs/heads/') && !startsWithPath(behind, branch) ? 'refs/heads/' : ''
  if (ref === undefined || ref === '') return undefined
  const own = `${skipped}${ref}`
  const path = behind.slice(own.length).replace(/^\/+/, '').replace(/\/+$/, '')
  return { head: `${head}${own}/`, ref, path }
}

function viewHead(forge: Forge, branch: string): string {
  const heads: Record<Forge, string> = { github: 'blob/', gitlab: '-/blob/', gitea: 'src/branch/', bitbucket: 'src/' }
  return `${heads[forge]}${branch}/`
}

/** What of a repository's address is no file: issues, its wiki, releases. */
function isForges(path: string, forge: Forge): boolean {
  if (forge === 'gitlab' && path.startsWith('-/')) return true
  return /^(?:wiki|wikis|issues?|pulls?|merge_requests|discussions|releases?|actions|commits?|compare|projects?|security|settings|packages|labels|milestones|branches|tags|tree|blob|raw|src|network|graphs|pulse|search|archive|-)(?:\/|$)/.test(
    path,
  )
}

function startsWithPath(text: string, prefix: string): boolean {
  return text.startsWith(prefix) && (prefix.endsWith('/') || /^(?:[/?#]|$)/.test(text.slice(prefix.length)))
}

/** A path, and the query and fragment behind it. */
function parts(url: string): [path: string, tail: string] {
  const at = url.search(/[?#]/)
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at)]
}

/** The page of a repository in the web, of an address that git takes: `git@github.com:acme/shop.git`. */
function webAddress(url: string | undefined): URL | null {
  if (url === undefined) return null
  const [, host, path] = /^(?:ssh:\/\/)?(?:[\w.-]+@)([\w.-]+)(?::\d+\/|[:/])(.+)$/.exec(url) ?? []
  const parsed = URL.parse(host === undefined ? url : `https://${host}/${path}`)
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed : null
}
