import type { Server } from 'node:http'
import type { Project } from '../../config/project.ts'
import type { Middleware } from '../../network/http/middleware.ts'
import type { Workplace } from '../publish/workplace.ts'
import type { Site } from '../site.ts'

/** What serves the pages of `dev`. */
export interface PageServer {
  /** What it listens on. */
  address: { address: string; port: number }
  /** Told that the site is another one than before. */
  renew(): void
  stop(): Promise<void>
}

export interface PageServerOptions {
  project: Project
  host: string
  /** 0 takes any free one. */
  port: number
  /** The site as it is now. */
  current: () => Site
  /** What stands before all other steps: who may ask for what. */
  door: readonly Middleware[]
  /** What is answered before the pages are looked at, by addresses with the base. */
  steps: readonly Middleware[]
  workplace: Workplace
  /** Told of what could not be answered. */
  onFailure: (error: unknown) => void
}

/** What a server listens on. */
export function addressOf(server: Pick<Server, 'address'>): PageServer['address'] {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port')
  return address
}
