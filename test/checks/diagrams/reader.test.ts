import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { afterAll, assert, describe, expect, test } from 'vitest'
import { DiagramReader, type ReaderOptions } from '../../../checks/diagrams/reader/diagram-reader.ts'
import { IdleThread } from '../../../checks/diagrams/reader/idle-thread.ts'
import { TimeoutBudget } from '../../../checks/diagrams/reader/timeout-budget.ts'

const script = new URL('fixtures/odd-worker.ts', import.meta.url)
const readers: DiagramReader[] = []

function readerWith(options: Partial<ReaderOptions> = {}): DiagramReader {
  const reader = new DiagramReader({ signal: new AbortController().signal, script, ...options })
  readers.push(reader)
  return reader
}

afterAll(() => Promise.all(readers.map((reader) => reader.close())))

describe('The thread that reads diagrams', () => {
  const cases = [
    { source: 'hang', failure: 'timeout', options: { budget: new TimeoutBudget(1000) } },
    { source: 'exit', failure: 'memory' },
    { source: 'memory', failure: 'memory', options: { memory: 40 } },
    { source: 'depth', failure: 'depth' },
  ]
  for (const { source, failure, options } of cases) {
    test(`${source}: costs one diagram alone`, async () => {
      const reader = readerWith(options)
      expect(await reader.read(source)).toBe(failure)
      const next = await reader.read('next')
      assert.ok(typeof next !== 'string')
      expect(next.map(({ message }) => message)).toStrictEqual(['next'])
    })
  }

  test('is not given up because it gets no processor: only work counts', async () => {
    const reader = readerWith({ budget: new TimeoutBudget(500) })
    await reader.read('first')
    const [answer] = [await reader.read('starve 2000')].flat()
    assert.ok(typeof answer === 'object', String(answer))
    expect(answer.message).toBe('starve 2000')
  })

  test('beside a machine’s worth of others that work: what ends is read, what does not is given up', async (t) => {
    const others = Array.from({ length: 4 }, () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }))
    t.onTestFinished(async () => {
      await others.map((other) => other.kill('SIGKILL'))
    })
    const reader = new DiagramReader({ signal: new AbortController().signal, budget: new TimeoutBudget(3000) })
    readers.push(reader)
    assert.ok(Array.isArray(await reader.read('flowchart TD\n  A --> B')))
    const odd = readerWith({ budget: new TimeoutBudget(300) })
    expect(await odd.read('hang')).toBe('timeout')
  })

  test('a fault of Waymark itself is not hidden', async () => {
    await expect(readerWith().read('fault')).rejects.toThrow(/A diagram could not be judged: A bug/)
    await expect(readerWith().read('throw')).rejects.toThrow(/Thrown by the thread/)
  })

  test('reads no more where too much time is lost', async () => {
    const reader = readerWith({ budget: new TimeoutBudget(500, 800) })
    const read: unknown[] = []
    for (const source of ['hang', 'hang', 'next']) read.push(await reader.read(source))
    expect(read).toStrictEqual(['timeout', 'timeout', 'unread'])
  })

  test('answers about many in their order, and what kills it costs one of them', async () => {
    const reader = readerWith()
    const sources = [...Array.from({ length: 50 }, (_, index) => `${index}`), 'exit', 'a', 'depth', 'b']
    const told: unknown[] = []
    for await (const [source, answer] of reader.readAll(sources))
      told.push(typeof answer === 'string' ? `${source}: ${answer}` : answer[0]?.message)
    expect(told).toStrictEqual([...sources.slice(0, 50), 'exit: memory', 'a', 'depth: depth', 'b'])
  })

  test('whoever does not wait for all answers is told none of them later', async () => {
    const reader = readerWith()
    for await (const [source] of reader.readAll(['a', 'b', 'c'])) {
      expect(source).toBe('a')
      break
    }
    const next = await reader.read('next')
    assert.ok(typeof next !== 'string')
    expect(next.map(({ message }) => message)).toStrictEqual(['next'])
  })

  test('ends when it is asked to', async () => {
    const stop = new AbortController()
    const reader = readerWith({ signal: stop.signal })
    const reading = reader.read('hang')
    stop.abort(new Error('Stopped'))
    await expect(reading).rejects.toThrow(/Stopped/)
    await expect(reader.read('next')).rejects.toThrow(/Stopped/)
  })

  test('reads with Mermaid', async () => {
    const reader = new DiagramReader({ signal: new AbortController().signal })
    readers.push(reader)
    const problems = await reader.read('flowchart TD\n  A -->')
    assert.ok(typeof problems !== 'string')
    expect(problems.map(({ code, start }) => [code, start])).toStrictEqual([['diagrams/syntax', 20]])
  })
})

describe('A thread that has nothing to do', () => {
  const readOnce = async (idle: IdleThread, ...sources: string[]) => {
    const reader = readerWith({ idle })
    const told: string[] = []
    for (const source of sources) {
      const answer = await reader.read(source).catch(String)
      told.push(typeof answer === 'string' ? answer : (answer[0]?.message ?? ''))
    }
    await reader.close()
    return told
  }

  test('is taken by the next reader, unless it failed', async (t) => {
    const idle = new IdleThread()
    t.onTestFinished(async () => void (await idle.take()?.terminate()))
    const [first] = await readOnce(idle, 'thread')
    expect(await readOnce(idle, 'thread', 'a')).toStrictEqual([first, 'a'])
    expect(await readOnce(idle, 'fault')).toStrictEqual([expect.stringContaining('A bug')])
    const [second] = await readOnce(idle, 'thread')
    expect(second).not.toBe(first)
    expect(await readOnce(idle, 'depth')).toStrictEqual(['depth'])
    expect(await readOnce(idle, 'thread')).not.toStrictEqual([second])
  })

  test('is started for the next reader, where none is kept', async (t) => {
    const idle = new IdleThread()
    t.onTestFinished(async () => void (await idle.take()?.terminate()))
    const started: Worker[] = []
    const start = () => {
      const worker = new Worker(script, { stdout: true })
      started.push(worker)
      return worker
    }
    idle.keepOne(start)
    idle.keepOne(start)
    expect(await readOnce(idle, 'thread')).toStrictEqual(started.map(({ threadId }) => String(threadId)))
    expect(idle.isKept).toBe(true)
  })

  test('is not given to two readers, and one alone is kept', async (t) => {
    const idle = new IdleThread()
    t.onTestFinished(async () => void (await idle.take()?.terminate()))
    await readOnce(idle, 'thread')
    const [one, other] = [readerWith({ idle }), readerWith({ idle })]
    expect(await one.read('thread')).not.toStrictEqual(await other.read('thread'))
    await Promise.all([one.close(), other.close()])
    await idle.take()?.terminate()
    expect(idle.take()).toBeUndefined()
  })

  test('costs no diagram the memory that others took', async (t) => {
    const idle = new IdleThread()
    t.onTestFinished(async () => void (await idle.take()?.terminate()))
    await readOnce(idle, 'a')
    expect(await readOnce(idle, 'exit unless new', 'exit unless new')).toStrictEqual(['exit unless new', 'memory'])
  })

  test('holds no process back from its end', async (t) => {
    const own = (file: string) =>
      JSON.stringify(new URL(`../../../checks/diagrams/reader/${file}`, import.meta.url).href)
    const code = `
      import { DiagramReader } from ${own('diagram-reader.ts')}
      import { IdleThread } from ${own('idle-thread.ts')}
      const idle = new IdleThread(86_400_000)
      const reader = new DiagramReader({ signal: new AbortController().signal, idle })
      await reader.read('flowchart TD')
      await reader.close()
      if (!idle.isKept) process.exitCode = 1`
    const child = spawn(process.execPath, [], { stdio: ['pipe', 'ignore', 'ignore'] })
    child.stdin.end(code)
    t.onTestFinished(() => void child.kill('SIGKILL'))
    expect(await once(child, 'exit')).toStrictEqual([0, null])
  })

  test('ends by itself where nobody comes', async () => {
    const idle = new IdleThread()
    await readOnce(idle, 'a')
    const worker = idle.take()
    assert.ok(worker)
    const ended = once(worker, 'exit')
    await new IdleThread(0).keep(worker)
    await ended
  })
})
