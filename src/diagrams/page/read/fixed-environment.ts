/** The moment at which every diagram is drawn: a picture that is kept cannot know today. */
const moment = Date.UTC(2000, 0, 1)
/** What wrapping is reckoned with where Mermaid asks the screen. */
const screenWidth = 1280

/**
 * Runs a drawing in an environment that is the same each time: chance, the clock, random bytes and the screen. It is put
 * back afterwards.
 */
export async function inFixedEnvironment<Result>(draw: () => Promise<Result>): Promise<Result> {
  const next = numbers()
  const restore = [
    replace(Math, 'random', next),
    replace(globalThis, 'Date', fixedDate()),
    replace(globalThis.crypto, 'getRandomValues', filler(next)),
    replace(globalThis.crypto, 'randomUUID', () => uuid(next)),
    replace(globalThis.screen, 'availWidth', screenWidth),
  ]
  try {
    return await draw()
  } finally {
    for (const put of restore) put()
  }
}

/** Own properties hide those of the prototype until they are deleted. */
function replace(owner: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, name)
  Object.defineProperty(owner, name, { value, configurable: true, writable: true })
  return () => {
    if (before) Object.defineProperty(owner, name, before)
    else Reflect.deleteProperty(owner, name)
  }
}

/** Mulberry32: https://github.com/cprosche/mulberry32. */
function numbers(): () => number {
  let state = 1
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

function filler(next: () => number) {
  return <Values extends ArrayBufferView>(values: Values): Values => {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    for (const index of bytes.keys()) bytes[index] = Math.floor(next() * 256)
    return values
  }
}

function uuid(next: () => number): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(next() * 16).toString(16)).join('')
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5')
}

/** A `Date` whose now stands still; all else is as it was. */
function fixedDate(): DateConstructor {
  const Real = globalThis.Date
  return new Proxy(Real, {
    construct: (target, values, made) => Reflect.construct(target, values.length === 0 ? [moment] : values, made),
    apply: () => new Real(moment).toString(),
    get: (target, name) => (name === 'now' ? () => moment : Reflect.get(target, name, target)),
  })
}
