import { existsSync } from 'node:fs'
import { chmod, readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, type TestContext, test } from 'vitest'
import { BrowserLost, NoBrowser } from '../../src/diagrams/browser.ts'
import { type DrawingApartOptions, drawApart, prepareDrawing } from '../../src/diagrams/drawing-apart.ts'
import type { Drawn } from '../../src/diagrams/page/drawing.ts'
import { builtFolder } from '../status/built-folder.ts'
import { withBrowser } from './with-browser.ts'

const options: DrawingApartOptions = {
  pages: 1,
  limitMs: 60_000,
  signal: new AbortController().signal,
  onDrawn: async () => {},
}

test('a process of its own tells what becomes of each diagram', async () => {
  const drawn = new Map<string, Drawn | undefined>()
  const onDrawn = async (source: string, one: Drawn | undefined) => void drawn.set(source, one)
  const sources = ['flowchart LR\n  a --> b', 'flowchart LR\n  a[b -->', 'pie\n  "\u{1F600} and \ud83d" : 1']
  expect(await drawApart(sources, { ...options, onDrawn })).toBe(undefined)
  expect([...drawn].map(([source, one]) => [source, one?.kind])).toStrictEqual([
    [sources[0], 'drawing'],
    [sources[1], 'undrawable'],
    [sources[2], 'drawing'],
  ])
})

test('one that was started before it was known what draws as well', async (t) => {
  const prepared = prepareDrawing()
  t.onTestFinished(prepared.stop)
  const drawn = new Map<string, Drawn | undefined>()
  const onDrawn = async (source: string, one: Drawn | undefined) => void drawn.set(source, one)
  expect(await prepared.draw(['pie\n  "a" : 1'], { ...options, onDrawn })).toBe(undefined)
  expect([...drawn.values()].map((one) => one?.kind)).toStrictEqual(['drawing'])
})

test.each([
  ['at once', () => drawApart],
  ['before it was known what', () => prepareDrawing().draw],
])('the reason why no browser starts is told as it is, where it was started %s', async (_, drawer) => {
  const nowhere = path.join(path.sep, 'no', 'such', 'browser')
  const drawing = withBrowser(nowhere, () => drawer()(['a'], options))
  await expect(drawing).rejects.toThrow(NoBrowser)
  await expect(drawing).rejects.toMatchObject({
    message: `No browser could be started: \`${nowhere}\` of WAYMARK_BROWSER is not there, or cannot be run`,
    hint: expect.stringContaining('`WAYMARK_BROWSER`'),
  })
})

/** Tells the process that started it, and ends as a browser does: when nobody speaks to it any more. */
const script = '#!/bin/sh\necho $PPID $$ > "$(dirname "$0")/pids"\nexec cat <&3\n'

async function scriptedBrowser(t: TestContext): Promise<string> {
  const browser = path.join(await builtFolder(t, { browser: script }), 'browser')
  await chmod(browser, 0o755)
  return browser
}

/** The processes of who started such a browser, and of the browser, once they are there. */
async function pidsOf(browser: string): Promise<[parent: number, own: number]> {
  const file = path.join(path.dirname(browser), 'pids')
  for (;;) {
    const [parent, own] = existsSync(file) ? (await readFile(file, 'utf8')).split(' ').map(Number) : []
    if (parent && own) return [parent, own]
    await setTimeout(20)
  }
}

test('one that is asked for nothing ends, with its browser', async (t) => {
  if (process.platform === 'win32') return t.skip('a script stands for the browser')
  const browser = await scriptedBrowser(t)
  const prepared = withBrowser(browser, async () => prepareDrawing())
  const [parent, own] = await pidsOf(browser)
  expect([parent, own].map(isRunning)).toStrictEqual([true, true])
  ;(await prepared).stop()
  while (isRunning(own) || isRunning(parent)) await setTimeout(20)
})

test('where that process is killed, what is not drawn is left, with the reason, and its browser ends', async (t) => {
  if (process.platform === 'win32') return t.skip('a script stands for the browser')
  const browser = await scriptedBrowser(t)
  const drawing = withBrowser(browser, () => drawApart(['a'], options))
  const [parent, own] = await pidsOf(browser)
  process.kill(parent, 'SIGKILL')
  const why = await drawing
  expect(why).toBeInstanceOf(BrowserLost)
  expect(why?.message).toBe('The process that draws diagrams ended early (SIGKILL)')
  while (isRunning(own)) await setTimeout(20)
})

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
