import {
  codeKinds,
  type NameFile,
  type NameKind,
  type NameRow,
  type NameRows,
  type NameShard,
  nameFileAddress,
  nameFileVersion,
  nameKinds,
  type PageOfName,
  plainAnchor,
  sectionKinds,
  sectionNamesAddress,
  shardAddress,
  shardLetters,
  type WrittenPage,
} from '../../widgets/search/name-file.ts'
import { flat } from '../../widgets/search/words.ts'
import type { Site } from '../site.ts'
import { statusAddresses } from '../status/status-pages.ts'
import type { PageName } from './page-names.ts'

/** A shard of more characters is split, as long as the letters of its names tell them apart. */
const mostOfShard = 40_000

/** The index of names and its shards, as they are published. */
export function nameFiles(site: Site): { address: string; text: string }[] {
  const books = new Map<string, number>()
  const rows = new Rows()
  const pages: WrittenPage[] = []
  for (const { title, guidebook, weight, services, names, address } of searchedPages(site)) {
    const number = pages.length
    const book = guidebook === '' ? -1 : (books.get(guidebook) ?? books.size)
    if (book >= 0) books.set(guidebook, book)
    pages.push(
      services.length > 0
        ? [address, title, book, weight, services]
        : weight === 1
          ? [address, title, book]
          : [address, title, book, weight],
    )
    const last = address.split('/').at(-2)
    // The address says already what the file is called.
    for (const name of names) if (name.kind !== 'file' || name.name !== last) rows.add(number, name)
  }
  const shards = shardsOf(rows.of((kind) => codeKinds.has(kind)))
  const file: NameFile = {
    version: nameFileVersion,
    guidebooks: [...books.keys()],
    pages,
    names: rows.of((kind) => !codeKinds.has(kind) && !sectionKinds.has(kind)),
    shards: [...shards.keys()],
    synonyms: site.search.synonyms,
  }
  return [
    { address: `/${nameFileAddress}`, text: `${JSON.stringify(file)}\n` },
    shardFile(
      sectionNamesAddress,
      rows.of((kind) => sectionKinds.has(kind)),
    ),
    ...Array.from(shards, ([key, names]) => shardFile(shardAddress(key), names)),
  ]
}

function shardFile(address: string, names: NameRows): { address: string; text: string } {
  return { address: `/${address}`, text: `${JSON.stringify({ names } satisfies NameShard)}\n` }
}

/** The addresses that search finds, those of pages of the site's own included. */
export function searchedAddresses(site: Site): string[] {
  const isFound = (address: string) => {
    const page = site.page(address)
    return !page || site.searchWeight(page) > 0
  }
  return [...site.addresses().filter(isFound), ...ownAddresses(site)]
}

/** Where the site tells of services, of alerts and of claims. */
export function ownAddresses(site: Site): string[] {
  const trust = site.claims.address
  return [...statusAddresses(site.status), ...site.alerts.addresses(), ...(trust === undefined ? [] : [trust])]
}

interface SearchedPage {
  address: string
  title: string
  guidebook: string
  weight: number
  services: string[]
  names: PageName[]
}

function searchedPages(site: Site): SearchedPage[] {
  const runbooks = Map.groupBy(site.status.services, ({ runbook }) => runbook?.href.replace(/#.*$/, ''))
  return searchedAddresses(site).flatMap((address): SearchedPage[] => {
    const page = site.page(address)
    if (page) {
      const named = site.status.ofText(page).flatMap(({ id }) => site.status.serviceOf(id) ?? [])
      const services = [...new Set([...(runbooks.get(site.href(address)) ?? []), ...named])]
      return [
        {
          address,
          title: page.title,
          guidebook: site.guidebooks.guidebookOf(page),
          weight: site.searchWeight(page),
          services: services.map(({ id }) => id),
          names: [...site.pageNames(page), ...services.flatMap(serviceNames)],
        },
      ]
    }
    const shown = site.statusPage(address)
    if (shown) {
      const service = site.status.serviceAt(address)
      const probes = shown.groups.flatMap((group) => group.services.flatMap(({ probes }) => probes))
      return [
        {
          ...{ address, title: shown.title, guidebook: 'Status', weight: 1 },
          services: service ? [service.id] : [],
          names: service
            ? [
                { kind: 'service', name: service.id },
                ...probes.flatMap(({ id, request }): PageName[] => [
                  { kind: 'service', name: id },
                  ...(request === undefined
                    ? []
                    : [{ kind: 'identifier' as const, name: request.replace(/^\S+ /, '') }]),
                ]),
              ]
            : [],
        },
      ]
    }
    const alert = site.alerts.page(address)
    if (alert) {
      const names: PageName[] = alert.kind === 'alert' ? [{ kind: 'alert', name: alert.title }] : []
      return [{ address, title: alert.title, guidebook: 'Alerts', weight: 1, services: [], names }]
    }
    if (address === site.claims.address)
      return [{ address, title: 'Trust', guidebook: 'Trust', weight: 1, services: [], names: [] }]
    const folder = site.view(address)
    return folder
      ? [
          {
            address,
            title: folder.title,
            guidebook: address === '/' ? '' : folder.guidebook.title,
            weight: 0.8,
            services: [],
            names: [],
          },
        ]
      : []
  })
}

function serviceNames({ id, name }: { id: string; name: string }): PageName[] {
  return [id, name].filter((one) => one !== '').map((one) => ({ kind: 'service', name: one }))
}

/** Names with the pages that have them. */
class Rows {
  readonly #rows = new Map<NameKind, Map<string, PageOfName[]>>()

  add(page: number, { kind, name, anchor, caption }: PageName): void {
    const names = this.#rows.get(kind) ?? new Map<string, PageOfName[]>()
    this.#rows.set(kind, names)
    const pages = names.get(name) ?? []
    names.set(name, pages)
    const isPlain = anchor === undefined ? kind !== 'heading' : kind === 'heading' && anchor === plainAnchor(name)
    if (caption !== undefined) pages.push([page, anchor ?? '', caption])
    else pages.push(isPlain ? page : [page, anchor ?? ''])
  }

  of(isAsked: (kind: NameKind) => boolean): NameRows {
    const kinds = nameKinds.filter((kind) => isAsked(kind) && this.#rows.has(kind))
    return Object.fromEntries(
      kinds.map((kind) => [kind, Array.from(this.#rows.get(kind) ?? [], ([name, pages]): NameRow => [name, ...pages])]),
    )
  }
}

interface SortedRow {
  kind: NameKind
  row: NameRow
  letters: string
  size: number
}

/** Names by their first letters: one letter, and more where too many begin with it. */
function shardsOf(rows: NameRows): Map<string, NameRows> {
  const all = nameKinds.flatMap((kind) =>
    (rows[kind] ?? []).map((row): SortedRow => {
      const letters = shardLetters(flat(row[0]))
      return { kind, row, letters, size: JSON.stringify(row).length }
    }),
  )
  const shards = new Map<string, NameRows>()
  const split = (some: SortedRow[], depth: number) => {
    for (const [key, members] of Map.groupBy(some, ({ letters }) => letters.slice(0, depth))) {
      const size = members.reduce((sum, member) => sum + member.size, 0)
      if (size > mostOfShard && depth < longestKey) split(members, depth + 1)
      else shards.set(key, rowsOf(members))
    }
  }
  const longestKey = 4
  split(
    all.filter(({ letters }) => letters !== ''),
    1,
  )
  return shards
}

function rowsOf(members: SortedRow[]): NameRows {
  return Object.fromEntries(
    Array.from(
      Map.groupBy(members, ({ kind }) => kind),
      ([kind, some]) => [kind, some.map(({ row }) => row)],
    ),
  )
}
