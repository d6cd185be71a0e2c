import { parse } from 'tldts'
import { hostsOn } from '../../../checks/hosts/host-mention.ts'
import type { Page } from '../../guidebook/page.ts'
import { andList, quote } from '../../text/quote.ts'
import type { Consequence } from './consequence.ts'
import { differenceOf } from './difference.ts'
import type { LocatedPair } from './located-pair.ts'

/** A name that a page has, with its first line there. */
type Names = ReadonlyMap<string, number>

interface Family {
  topic: Consequence['topic']
  /** What a name of it is called in a sentence. */
  noun: [singular: string, plural: string]
  read: (page: Page) => Names
  /** How a name is shown; by default `quote`. */
  show?: (name: string) => string
}

const families: readonly Family[] = [
  { topic: 'hosts', noun: ['the host', 'the hosts'], read: hosts },
  { topic: 'links', noun: ['the address', 'the addresses'], read: addresses },
  { topic: 'images', noun: ['the picture', 'the pictures'], read: pictures },
  { topic: 'versions', noun: ['the version', 'the versions'], read: versions },
]

/** So many names are written into one sentence. */
const most = 6

/** Which hosts, addresses, pictures and versions a page names now, and which it named before. */
export function changesOfNames({ before, after, file, formerFile }: LocatedPair): Consequence[] {
  if (!before || !after) return []
  return families.flatMap(({ topic, noun, read }): Consequence[] => {
    const [old, now] = [read(before), read(after)]
    const { fresh, gone } = differenceOf([...old.keys()], [...now.keys()])
    const [is, was] = [fresh, gone].map((names) => listOf(names, noun))
    const [first] = fresh
    const at = first === undefined ? undefined : now.get(first)
    if (first !== undefined && gone.length > 0)
      return [{ topic, weight: 'plain', text: `Names ${is} instead of ${was}`, file, ...lineOf(at) }]
    if (first !== undefined) return [{ topic, weight: 'plain', text: `Names ${is}`, file, ...lineOf(at) }]
    const [lost] = gone
    if (lost === undefined) return []
    const text = `No longer names ${was}`
    return [{ topic, weight: 'plain', text, file: formerFile ?? file, ...lineOf(old.get(lost)), isGone: true }]
  })
}

function lineOf(line: number | undefined): { line?: number } {
  return line === undefined ? {} : { line }
}

function listOf(names: readonly string[], [singular, plural]: Family['noun']): string {
  const shown = names.slice(0, most).map((name) => quote(name))
  const rest = names.length - shown.length
  return `${names.length === 1 ? singular : plural} ${andList(rest > 0 ? [...shown, `${rest} more`] : shown)}`
}

/** Ends of names that no registry sells and that networks of one’s own have. */
const ofOwnNetworks = /\.(?:lab|lan|local|internal|intranet|intra|corp|home|arpa|test|example|svc)$/

/** Ends that names of files have far more often than hosts. */
const ofFiles = /\.(?:md|py|zip)$/

function hosts(page: Page): Names {
  const named = hostsOn(page).filter(({ host }) => {
    if (ofFiles.test(host)) return false
    const { isIcann, isPrivate } = parse(host, { allowPrivateDomains: true, validateHostname: false })
    return isIcann === true || isPrivate === true || ofOwnNetworks.test(host)
  })
  return firstLines(named.map(({ host, line }) => [host, line]))
}

/** Of another server: a reader leaves the guidebooks by them. */
function addresses({ links }: Page): Names {
  const away = links.filter(({ kind, url }) => !/image/.test(kind) && /^(?:https?:)?\/\//i.test(url))
  return firstLines(away.map(({ url, line }) => [url, line]))
}

function pictures({ links }: Page): Names {
  return firstLines(links.filter(({ kind }) => /image/.test(kind)).map(({ url, line }) => [url, line]))
}

/** `22.0.4`, `v1.31`, `16.3-alpine`: numbers with dots that are no addresses, no days and no parts of names. */
const version = /(?<![\w.:/@-]|\d,)v?\d{1,4}(?:\.\d{1,5}){1,3}(?:-(?:alpha|beta|rc)[.\d]*)?(?![\w.]*\w|%|\/\d)/g

function versions({ text }: Page): Names {
  const found: [string, number][] = []
  for (const [row, line] of text.split('\n').entries()) {
    if (line.length > 10_000) continue
    for (const [written] of line.matchAll(version)) {
      const isAddress = /^\d+\.\d+\.\d+\.\d+$/.test(written)
      // `1.5` alone may be anything: a length, a load.
      const isVersion = /^v/.test(written) || written.split('.').length > 2 || /version|release|tag|image|:/i.test(line)
      if (!isAddress && isVersion) found.push([written, row + 1])
    }
  }
  return firstLines(found)
}

function firstLines(found: readonly (readonly [string, number])[]): Names {
  const lines = new Map<string, number>()
  for (const [name, line] of found) if (!lines.has(name)) lines.set(name, line)
  return lines
}
