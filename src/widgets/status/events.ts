import type { Snapshot, Verdict } from '../../status-model/verdict.ts'

/** What the stream of events tells. */
export interface EventHandlers {
  snapshot(snapshot: Snapshot): void
  change(verdict: Verdict): void
  checked(checked: Checked): void
  removed(ids: readonly string[]): void
  /** The stream broke; it is closed. */
  broken(): void
}

export interface Checked {
  /** ISO 8601, by the server's clock. */
  at: string
  probes: Record<string, { checkedAt: string; durationMs: number }>
}

/** Opens the stream of a site's own server, which says what it is; what it sends is taken by its word. Returns what closes it. */
export function openEvents(url: string, taker: EventHandlers): () => void {
  const source = new EventSource(url)
  const on = <T>(name: string, take: (data: T) => void) =>
    source.addEventListener(name, ({ data }: MessageEvent<string>) => take(JSON.parse(data)))
  on<Snapshot>('snapshot', (snapshot) => taker.snapshot(snapshot))
  on<Verdict>('change', (verdict) => taker.change(verdict))
  on<Checked>('checked', (checked) => taker.checked(checked))
  on<{ ids: string[] }>('removed', ({ ids }) => taker.removed(ids))
  source.addEventListener('error', () => {
    source.close()
    taker.broken()
  })
  return () => source.close()
}
