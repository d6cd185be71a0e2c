import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { sourceModule } from '../files/package.ts'
import { BrowserLost, NoBrowser } from './browser.ts'
import type { DrawerOptions } from './drawer.ts'
import type { DrawingMessage, DrawingTask } from './drawing-message.ts'

export type DrawingApartOptions = Pick<DrawerOptions, 'pages' | 'limitMs' | 'signal' | 'onDrawn'>

/**
 * Draws diagrams as `drawEach` does, with an isolated browser and in a process of its own: what a browser is told and asked
 * takes as much of a processor as the browser itself, and would wait for a turn of this one. It ends when this process
 * does, in whichever way, and takes its browser with it.
 *
 * @throws NoBrowser where none starts; the signal's reason
 */
export async function drawApart(
  sources: readonly string[],
  { pages, limitMs, signal, onDrawn }: DrawingApartOptions,
): Promise<BrowserLost | undefined> {
  const child = start()
  const ended = once(child, 'exit')
  const stop = () => child.connected && child.disconnect()
  signal.addEventListener('abort', stop, { once: true })
  const task: DrawingTask = { sources, pages, limitMs }
  let kept: Promise<unknown> = Promise.resolve()
  let outcome: DrawingMessage | undefined
  child.on('message', (message: DrawingMessage) => {
    if (message.type !== 'drawn') outcome = message
    else kept = Promise.all([kept, onDrawn(sources[message.of] ?? '', message.drawn, message.isLasting)])
  })
  try {
    child.send(task, () => {})
    const [code, name] = await ended
    signal.throwIfAborted()
    await kept
    return resultOf(outcome, name ?? `exit status ${code}`)
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** @throws NoBrowser, and what was a fault there */
function resultOf(outcome: DrawingMessage | undefined, end: string): BrowserLost | undefined {
  if (outcome?.type === 'no browser') throw new NoBrowser(outcome.message, outcome.hint)
  if (outcome?.type === 'fault') throw new Error(`Diagrams could not be drawn: ${outcome.text}`)
  if (outcome?.type === 'end') return outcome.isLost ? new BrowserLost() : undefined
  return new BrowserLost(`The process that draws diagrams ended early (${end})`)
}

/** What is sent to and fro is soon garbage: a place for it of this size, in megabytes, takes 40 MB less, and no more time. */
const memoryOptions = ['--max-semi-space-size=1']

/** Other options of Node are for the process that was given them; what the browser's driver prints is for nobody. */
function start(): ChildProcess {
  return fork(sourceModule('src/diagrams/drawing-process'), {
    execArgv: memoryOptions,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}
