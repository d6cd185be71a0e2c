import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { after, describe, test } from 'node:test'
import { Patience } from '../../../checks/diagrams/patience.ts'
import { DiagramReader, type ReaderOptions } from '../../../checks/diagrams/reader.ts'

const script = new URL('fixtures/odd-worker.ts', import.meta.url)
const readers: DiagramReader[] = []

function readerWith(options: Partial<ReaderOptions> = {}): DiagramReader {
  const reader = new DiagramReader({ signal: new AbortController().signal, script, ...options })
  readers.push(reader)
  return reader
}

after(() => Promise.all(readers.map((reader) => reader.close())))

describe('The thread that reads diagrams', () => {
  const cases = [
    { source: 'hang', failure: 'timeout', options: { patience: new Patience(1000) } },
    { source: 'exit', failure: 'memory' },
    { source: 'memory', failure: 'memory', options: { memory: 40 } },
    { source: 'depth', failure: 'depth' },
  ]
  for (const { source, failure, options } of cases) {
    test(`${source}: costs one diagram alone`, async () => {
      const reader = readerWith(options)
      assert.equal(await reader.read(source), failure)
      const next = await reader.read('next')
      assert.ok(typeof next !== 'string')
      assert.deepEqual(
        next.map(({ message }) => message),
        ['next'],
      )
    })
  }

  test('is not given up because it gets no processor: only work counts', async () => {
    const reader = readerWith({ patience: new Patience(500) })
    await reader.read('first')
    const [answer] = [await reader.read('starve 2000')].flat()
    assert.ok(typeof answer === 'object', String(answer))
    assert.equal(answer.message, 'starve 2000')
  })

  test('beside a machine’s worth of others that work: what ends is read, what does not is given up', async (t) => {
    const others = Array.from({ length: 4 }, () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }))
    t.after(() => others.map((other) => other.kill('SIGKILL')))
    const reader = new DiagramReader({ signal: new AbortController().signal, patience: new Patience(3000) })
    readers.push(reader)
    assert.ok(Array.isArray(await reader.read('flowchart TD\n  A --> B')))
    const odd = readerWith({ patience: new Patience(300) })
    assert.equal(await odd.read('hang'), 'timeout')
  })

  test('a fault of Waymark itself is not hidden', async () => {
    await assert.rejects(readerWith().read('fault'), /A diagram could not be judged: A bug/)
    await assert.rejects(readerWith().read('throw'), /Thrown by the thread/)
  })

  test('reads no more where too much time is lost', async () => {
    const reader = readerWith({ patience: new Patience(500, 800) })
    const read: unknown[] = []
    for (const source of ['hang', 'hang', 'next']) read.push(await reader.read(source))
    assert.deepEqual(read, ['timeout', 'timeout', 'unread'])
  })

  test('ends when it is asked to', async () => {
    const stop = new AbortController()
    const reader = readerWith({ signal: stop.signal })
    const reading = reader.read('hang')
    stop.abort(new Error('Stopped'))
    await assert.rejects(reading, /Stopped/)
    await assert.rejects(reader.read('next'), /Stopped/)
  })

  test('reads with Mermaid', async () => {
    const reader = new DiagramReader({ signal: new AbortController().signal })
    readers.push(reader)
    const problems = await reader.read('flowchart TD\n  A -->')
    assert.ok(typeof problems !== 'string')
    assert.deepEqual(
      problems.map(({ code, start }) => [code, start]),
      [['diagrams/syntax', 20]],
    )
  })
})
