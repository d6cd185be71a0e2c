import { EventEmitter } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { endOf } from '../../src/diagrams/drawing-apart.ts'

test('a process has ended once its last words are heard too, whichever comes first', async () => {
  for (const events of [
    ['exit', 'message', 'disconnect'],
    ['message', 'disconnect', 'exit'],
  ]) {
    const child = new EventEmitter()
    const heard: string[] = []
    const ended = endOf(child)
    child.on('message', () => heard.push('message'))
    void ended.then(() => heard.push('end'))
    for (const name of events) {
      child.emit(name, ...(name === 'exit' ? [0, null] : []))
      await turn()
    }
    expect(await ended).toStrictEqual([0, null])
    expect(heard).toStrictEqual(['message', 'end'])
  }
})

test('one that cannot be started is told as the fault that it is', async () => {
  const child = new EventEmitter()
  const ended = endOf(child)
  child.emit('error', new Error('spawn EAGAIN'))
  await expect(ended).rejects.toThrow('spawn EAGAIN')
})
