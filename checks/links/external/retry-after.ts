/**
 * How long a server asks to be left alone, in milliseconds; `undefined` when it does not say. Seconds or a date: RFC 9110,
 * section 10.2.3. `now` in milliseconds since 1970, where the server does not tell its own time.
 */
export function retryAfter(headers: ReadonlyMap<string, string>, now: number): number | undefined {
  const written = headers.get('retry-after')?.trim().slice(0, 100)
  if (written === undefined) return undefined
  if (/^\d+$/.test(written)) return Number(written) * 1000
  const [until, sent] = [Date.parse(written), Date.parse(headers.get('date') ?? '')]
  return Number.isNaN(until) ? undefined : Math.max(0, until - (Number.isNaN(sent) ? now : sent))
}
