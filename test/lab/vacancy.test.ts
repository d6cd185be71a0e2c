import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { Failure } from '../../src/finding/failure.ts'
import { portOf } from '../network/port.ts'
import { expectVacancy } from './vacancy.ts'

/** No other test listens here: nobody takes the port once it is free. */
const host = '127.0.13.1'

test('a port that is taken is told, one that is free is left so', async (t) => {
  const server = createServer()
  t.onTestFinished(async () => {
    await server.close()
  })
  await once(server.listen(0, host), 'listening')
  const port = portOf(server)
  const isTaken = (error: unknown) => error instanceof Failure && error.message.startsWith(`Port ${port} of`)
  await expect(expectVacancy({ host, port })).rejects.toThrow(expect.toSatisfy(isTaken))
  server.close()
  await once(server, 'close')
  await expectVacancy({ host, port })
  await expectVacancy({ host, port })
})
