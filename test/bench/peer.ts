import type { Measurement } from './measure.ts'

/** Another generator, ready to build the same pages. */
export interface Peer {
  name: string
  version: string
  /** At most this share of the peer's time. */
  budget: number
  /** Builds from nothing: the site into the folder `site` of a new folder, and whatever it keeps beside it. */
  build: (folder: string) => Promise<Measurement>
}

/** A peer, or why there is none on this machine. */
export type PeerOrReason = Peer | { name: string; budget: number; reason: string }
