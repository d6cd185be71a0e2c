import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { assert, describe, expect, test } from 'vitest'
import { NoBrowser } from '../../src/diagrams/browser.ts'
import { DrawingCache } from '../../src/diagrams/drawing-cache.ts'
import { drawAll, knownDrawings, startDrawing } from '../../src/diagrams/drawings.ts'
import type { Drawn } from '../../src/diagrams/page/drawing.ts'
import { codeDigest } from '../../src/files/code-digest.ts'
import { builtFolder } from '../status/built-folder.ts'
import { picture } from './picture.ts'

const signal = new AbortController().signal
const drawNone = () => Promise.reject(new NoBrowser('No browser could be started: none is there', 'Install one'))
const drawWrongly = () => assert.fail('A browser was started')

/** A cache folder that knows these. */
async function cacheWith(t: Parameters<typeof builtFolder>[0], known: Record<string, Drawn>): Promise<string> {
  const cache = await builtFolder(t, {})
  const folder = path.join(cache, 'diagrams')
  const drawings = new DrawingCache({ folder, digest: codeDigest(), now: Date.now })
  for (const [source, drawn] of Object.entries(known)) await drawings.set(source, drawn)
  return cache
}

const failure: Drawn = { kind: 'undrawable', code: 'diagrams/undrawable', message: 'Unexpected `x`' }

describe('What is known from before starts no browser', () => {
  test('a site without diagrams', async () => {
    const drawings = await drawAll([], { cache: undefined, signal, draw: drawWrongly })
    expect([drawings.drawn, drawings.known, drawings.left]).toStrictEqual([0, 0, []])
  })

  test('a site whose diagrams are all known, failures too', async (t) => {
    const known = { a: picture('a'), b: failure }
    const drawings = await drawAll(['a', 'b', 'a'], { cache: await cacheWith(t, known), signal, draw: drawWrongly })
    expect([drawings.drawn, drawings.known, drawings.left]).toStrictEqual([0, 2, []])
    expect([drawings.of('a'), drawings.of('b'), drawings.of('c')]).toStrictEqual([known.a, known.b, undefined])
  })

  test('a site that is only shown, as in `dev`', async (t) => {
    const cache = await cacheWith(t, { a: picture('a') })
    const drawings = await knownDrawings(['a', 'b'], { cache })
    expect([drawings.drawn, drawings.known, drawings.left]).toStrictEqual([0, 1, ['b']])
    expect(drawings.why).toBe(undefined)
  })
})

test('who does other work meanwhile is told which pictures are still to come', async (t) => {
  const { promise: started, resolve: start } = Promise.withResolvers<void>()
  const draw = () => started.then(drawNone)
  const drawings = await startDrawing(['a', 'b'], { cache: await cacheWith(t, { a: picture('a') }), signal, draw })
  expect([drawings.isPending('a'), drawings.isPending('b')]).toStrictEqual([false, true])
  expect(drawings.of('a')).toStrictEqual(picture('a'))
  const settled = drawings.settled('b')
  await drawings.settled('a')
  start()
  await settled
  expect((await drawings.finished).left).toStrictEqual(['b'])
  expect(drawings.isPending('b'), 'it is known by now that it is left to readers').toBe(false)
})

test('a picture is told as soon as it is drawn, while others still are', async () => {
  const { promise: rest, resolve: drawRest } = Promise.withResolvers<void>()
  const drawings = await startDrawing(['a', 'b'], {
    ...{ cache: undefined, signal },
    draw: async (_, { onDrawn }) => {
      await onDrawn('a', picture('a'), true)
      await rest
      await onDrawn('b', undefined, false)
      return undefined
    },
  })
  await drawings.settled('a')
  expect([drawings.isPending('a'), drawings.isPending('b')]).toStrictEqual([false, true])
  expect(drawings.of('a')).toStrictEqual(picture('a'))
  const settled = drawings.settled('b')
  drawRest()
  await settled
  expect(drawings.isPending('b')).toBe(false)
  expect((await drawings.finished).late).toStrictEqual(['b'])
})

describe('Without a browser', () => {
  test('what is known is used, and the rest is left, with the reason', async (t) => {
    const cache = await cacheWith(t, { a: picture('a') })
    const drawings = await drawAll(['a', 'b', 'c'], { cache, signal, draw: drawNone })
    expect([drawings.drawn, drawings.known, drawings.left]).toStrictEqual([0, 1, ['b', 'c']])
    expect(drawings.of('a')).toStrictEqual(picture('a'))
    expect(drawings.of('b')).toBe(undefined)
    expect(drawings.why?.message).toBe('No browser could be started: none is there')
    expect(drawings.why?.hint).toBe('Install one')
    expect((await readdir(path.join(cache, 'diagrams'))).length, 'nothing is kept of it').toBe(1)
  })

  test('another failure of starting one is a fault', async () => {
    const draw = () => Promise.reject(new Error('a bug'))
    await expect(drawAll(['a'], { cache: undefined, signal, draw })).rejects.toThrow(/^a bug$/)
  })
})

test('a run that was stopped before it began draws nothing', async () => {
  const stopped = AbortSignal.abort(new Error('stopped'))
  await expect(drawAll(['a'], { cache: undefined, signal: stopped, draw: drawWrongly })).rejects.toThrow(/^stopped$/)
})
