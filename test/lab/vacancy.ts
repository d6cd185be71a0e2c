import { once } from 'node:events'
import { createServer } from 'node:net'
import { listeningFailure } from '../../src/cli/listening.ts'

interface Place {
  /** An address of this machine. */
  host: string
  /** 0 is always free. */
  port: number
}

/** Rejects as `waymark serve` does where it cannot listen, before anything was built for it. */
export async function expectVacancy(place: Place): Promise<void> {
  const server = createServer()
  try {
    await once(server.listen(place), 'listening')
  } catch (error) {
    throw listeningFailure(error, place)
  }
  server.close()
}
