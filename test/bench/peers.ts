import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { Context } from './benchmark.ts'
import type { Figure } from './figure.ts'
import { writeGuidebooks } from './generator.ts'
import type { Measurement } from './measure.ts'
import { mkdocs } from './mkdocs.ts'
import type { Peer, PeerOrReason } from './peer.ts'
import { peakFigure, ratioFigure, timeFigures } from './run-figures.ts'
import { starlight } from './starlight.ts'
import { build, workplace } from './waymark.ts'

const size = { pages: 1000 }

/** The same pages built by Waymark and by others, in turn, each from nothing. */
export async function peersBenchmark(context: Context): Promise<Figure[]> {
  const { folder, rounds, signal, say } = context
  const found = [
    await starlight(context, size),
    await mkdocs({ ...context, folder: path.join(folder, 'mkdocs') }, size),
  ]
  const own = path.join(folder, 'waymark')
  const { pages } = writeGuidebooks(workplace(own).root, size)
  const competitors = found.flatMap((peer) => ('build' in peer ? [{ peer, runs: [] as Measurement[] }] : []))
  const ours: Measurement[] = []
  for (let round = 1; competitors.length > 0 && round <= rounds; round++) {
    say(`peers: round ${round} of ${rounds}`)
    ours.push(await build(workplace(own, round), signal))
    for (const { peer, runs } of competitors) {
      const out = path.join(folder, peer.name, `round-${round}`)
      runs.push(await peer.build(out))
      await expectPages(peer.name, path.join(out, 'site'), pages)
    }
  }
  return [
    ...(ours.length > 0 ? timeFigures('Waymark', ours, `${pages} pages, cold`) : []),
    ...competitors.flatMap(({ peer, runs }) => figuresOf(peer, ours, runs)),
    ...found.flatMap(missing),
  ]
}

/** A peer that left pages out would be fast for nothing. */
async function expectPages(name: string, out: string, pages: number): Promise<void> {
  const files = await readdir(out, { recursive: true })
  const built = files.filter((file) => path.basename(file) === 'index.html').length
  if (built < pages) throw new Error(`${name} built ${built} pages, expected ${pages}`)
}

function figuresOf({ name, version, budget }: Peer, ours: Measurement[], theirs: Measurement[]): Figure[] {
  return [
    ...timeFigures(name, theirs, version),
    peakFigure(`${name}, peak memory`, theirs),
    ratioFigure(`Waymark / ${name}`, ours, theirs, budget),
  ]
}

function missing(peer: PeerOrReason): Figure[] {
  if ('build' in peer) return []
  const { name, budget, reason } = peer
  return [{ name: `Waymark / ${name}`, value: undefined, unit: 'ratio', budget, conditions: reason }]
}
