import { posix } from 'node:path'
import { type Entry, type EntryOf, entriesOf, nameOfEntry } from './entry.ts'

/** Deeper than this nobody builds on others. */
const deepest = 20
/** So many ways through all kustomizations are gone. */
const mostSteps = 100_000
/** So many overlays of one file are told apart. */
const mostOverlays = 100

/** A kustomization with the images that it replaces. */
interface Kustomization extends EntryOf<'kustomization'> {
  replacements: EntryOf<'replacement'>[]
}

/** The kustomizations that a file is read through, the innermost first. */
type Way = readonly Kustomization[]

/**
 * Objects of Kubernetes as the kustomizations call them that take their files, with the images that these give them.
 * What no kustomization takes stays as it is, and so does what one takes that is more than plain. Where an image is
 * replaced by all that take it, the one that is written in the manifest runs nowhere.
 */
export function kustomized(entries: readonly Entry[]): readonly Entry[] {
  const found = entriesOf(entries, 'kustomization')
  if (found.length === 0) return entries
  const replacements = Map.groupBy(entriesOf(entries, 'replacement'), ({ file }) => file)
  const byFolder = new Map(
    found.map((one) => [posix.dirname(one.file), { ...one, replacements: replacements.get(one.file) ?? [] }]),
  )
  const ways = waysOf(byFolder)
  const used = new Set<Entry>()
  const own = entries.flatMap((entry): Entry[] => {
    if (entry.kind === 'kustomization' || entry.kind === 'replacement') return []
    const taken = entry.reader === 'kubernetes' ? (ways.get(entry.file) ?? []) : []
    if (taken.length === 0 || (entry.kind !== 'resource' && entry.kind !== 'image')) return [entry]
    const made = taken.map((way) => (entry.kind === 'image' ? replaced(entry, way, used) : renamed(entry, way)))
    return [...new Map(made.map((one) => [keyOf(one), one])).values()]
  })
  // An image of a chart or of a base elsewhere: what takes it is not known, but that it runs is.
  const others = [...replacements.values()].flat().flatMap((one): Entry[] => (used.has(one) ? [] : imageOf(one)))
  return [...own, ...others].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
}

function keyOf(entry: Entry): string {
  return `${nameOfEntry(entry)}\0${entry.kind === 'resource' ? (entry.namespace ?? '') : ''}\0${entry.file}`
}

/** By each file that a kustomization takes: the ways from it to one that no other builds on. */
function waysOf(byFolder: ReadonlyMap<string, Kustomization>): Map<string, Way[]> {
  const ways = new Map<string, Way[]>()
  const inner = new Set([...byFolder.values()].flatMap((one) => placesOf(one).filter((place) => byFolder.has(place))))
  let steps = 0
  for (const [folder, outermost] of byFolder) if (!inner.has(folder)) visit(outermost, [])
  return ways

  function visit(kustomization: Kustomization, outer: Way): void {
    if (outer.length >= deepest || outer.includes(kustomization)) return
    const way = [kustomization, ...outer]
    for (const place of placesOf(kustomization)) {
      if (++steps > mostSteps) return
      const base = byFolder.get(place)
      if (base) visit(base, way)
      else {
        const known = ways.get(place) ?? []
        if (known.length < mostOverlays) ways.set(place, [...known, way])
      }
    }
  }
}

/** What a kustomization takes, relative to the repository; nothing of what stands elsewhere. */
function placesOf({ file, resources }: Kustomization): string[] {
  return resources.flatMap((written) => {
    if (/:\/\/|^git@|[?]ref=|^\//.test(written)) return []
    const place = posix.join(posix.dirname(file), written).replace(/\/$/, '')
    return place.startsWith('../') ? [] : [place]
  })
}

/** Kinds whose names Kustomize leaves as they are. */
const keepsName = new Set(['Namespace', 'CustomResourceDefinition', 'APIService'])
/** Kinds that stand in no namespace. */
const isOfCluster =
  /^(?:Cluster\w+|Namespace|Node|PersistentVolume|StorageClass|PriorityClass|IngressClass|GatewayClass|RuntimeClass|CSIDriver|APIService|CustomResourceDefinition|\w+WebhookConfiguration)$/

function renamed(entry: EntryOf<'resource'>, way: Way): Entry {
  if (way.some(({ isOpen }) => isOpen)) return entry
  const name = way.reduce((inner, { prefix, suffix }) => `${prefix}${inner}${suffix}`, entry.name)
  const namespace = way.findLast((one) => one.namespace !== undefined)?.namespace
  return {
    ...entry,
    ...(!keepsName.has(entry.type) && { name }),
    ...(namespace !== undefined && !isOfCluster.test(entry.type) && { namespace }),
  }
}

/** Where an image is replaced, its name and tag stand in the kustomization. */
function replaced(entry: EntryOf<'image'>, way: Way, used: Set<Entry>): Entry {
  let image: EntryOf<'image'> = entry
  for (const { replacements, isOpen } of way) {
    const found = replacements.find(({ name }) => name === image.image)
    if (!found || isOpen) continue
    used.add(found)
    const [made] = imageOf(found, image)
    if (made?.kind === 'image') image = made
  }
  return image
}

/** What runs by a replacement; a name without a tag or a digest keeps the tag of the manifest. */
function imageOf(found: EntryOf<'replacement'>, before?: EntryOf<'image'>): Entry[] {
  const { file, reader, line, column, endLine, endColumn } = found
  const tag = found.isPinned ? undefined : (found.tag ?? before?.tag)
  if (tag === undefined && !before) return []
  const names = before?.names ?? []
  const place = { file, reader, line, column, endLine, endColumn }
  return [{ kind: 'image', image: found.image, ...(tag !== undefined && { tag }), names, ...place }]
}
