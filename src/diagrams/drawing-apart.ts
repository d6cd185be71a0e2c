import { type ChildProcess, fork } from 'node:child_process'
import { type EventEmitter, once } from 'node:events'
import { sourceModule } from '../files/package.ts'
import { BrowserLost, NoBrowser } from './browser.ts'
import type { DrawerOptions } from './drawer.ts'
import type { DrawingMessage, DrawingRequest } from './drawing-message.ts'

export type DrawingApartOptions = Pick<DrawerOptions, 'pages' | 'limitMs' | 'signal' | 'onDrawn'>

/**
 * Draws diagrams as `drawEach` does, with an isolated browser and in a process of its own: what a browser is told and asked
 * takes as much of a processor as the browser itself, and would wait for a turn of this one. It ends when this process
 * does, in whichever way, and takes its browser with it.
 *
 * @throws NoBrowser where none starts; the signal's reason
 */
export function drawApart(sources: readonly string[], options: DrawingApartOptions): Promise<BrowserLost | undefined> {
  return drawIn(start(), sources, options)
}

/** A process that is about to draw. */
export interface PreparedDrawing {
  /** As `drawApart`, once. */
  draw: typeof drawApart
  /** To be called in any case. */
  stop(): void
}

/** Starts the process that draws with its browser before it is known what is drawn: both take their time. */
export function prepareDrawing(): PreparedDrawing {
  const drawing = start()
  request(drawing, { type: 'prepare' })
  return {
    draw: (sources, options) => drawIn(drawing, sources, options),
    stop: () => stop(drawing),
  }
}

async function drawIn(
  drawing: DrawingProcess,
  sources: readonly string[],
  { pages, limitMs, signal, onDrawn }: DrawingApartOptions,
): Promise<BrowserLost | undefined> {
  const { child, ended } = drawing
  const onAbort = () => stop(drawing)
  signal.addEventListener('abort', onAbort, { once: true })
  let kept: Promise<unknown> = Promise.resolve()
  let outcome: DrawingMessage | undefined
  child.on('message', (message: DrawingMessage) => {
    if (message.type !== 'drawn') outcome = message
    else kept = Promise.all([kept, onDrawn(sources[message.of] ?? '', message.drawn, message.isLasting)])
  })
  try {
    request(drawing, { type: 'draw', sources, pages, limitMs })
    const [code, name] = await ended
    signal.throwIfAborted()
    await kept
    return resultOf(outcome, name ?? `exit status ${code}`)
  } finally {
    signal.removeEventListener('abort', onAbort)
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

interface DrawingProcess {
  child: ChildProcess
  /** As `endOf` has it. */
  ended: ReturnType<typeof endOf>
}

/** Other options of Node are for the process that was given them; what the browser's driver prints is for nobody. */
function start(): DrawingProcess {
  const child = fork(sourceModule('src/diagrams/drawing-process'), {
    execArgv: memoryOptions,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = endOf(child)
  // Where it is not asked to draw, nobody waits for it.
  ended.catch(() => {})
  return { child, ended }
}

/**
 * The exit status of a process and the name of the signal that ended it, once it has ended and all that it had sent was
 * heard: where this process is busy, it may learn of an end before it hears the last words.
 */
export async function endOf(child: EventEmitter): Promise<[code: number | null, signal: string | null]> {
  const [[code, signal]] = await Promise.all([once(child, 'exit'), once(child, 'disconnect')])
  return [code, signal]
}

/** One that has ended hears nothing, which its end tells. */
function request({ child }: DrawingProcess, message: DrawingRequest): void {
  child.send(message, () => {})
}

/** It ends as soon as nobody speaks to it any more. */
function stop({ child }: DrawingProcess): void {
  if (child.connected) child.disconnect()
}
