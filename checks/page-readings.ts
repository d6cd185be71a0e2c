import type { Cache } from '../src/files/section-cache.ts'
import { keptReading } from '../src/guidebook/kept-reading.ts'
import type { Page } from '../src/guidebook/page.ts'
import { commandOf, keptCommands, type WrittenCommand, writtenCommands } from './commands/page-commands.ts'
import { type HostMention, hostNamesOn, hostsOn } from './hosts/host-mention.ts'
import { isOfOtherTime } from './inventory/passage.ts'

/** What checks read of a page alone, whatever stands around it: for several runs over nearly the same pages. */
export interface PageReadings {
  commands: (page: Page) => readonly WrittenCommand[]
  hosts: (page: Page) => readonly HostMention[]
  hostNames: (page: Page) => readonly string[]
  /** `inRoot` is its file, relative to the project's root. */
  isOfOtherTime: (page: Page, inRoot: string) => boolean
}

/** Readings that each page is read once for, as long as the page is there. */
export function pageReadings(): PageReadings {
  return {
    commands: oncePerPage(writtenCommands),
    hosts: oncePerPage(hostsOn),
    hostNames: oncePerPage(hostNamesOn),
    isOfOtherTime,
  }
}

function oncePerPage<T>(read: (page: Page) => T): (page: Page) => T {
  const known = new WeakMap<Page, { value: T }>()
  return (page) => {
    const found = known.get(page) ?? { value: read(page) }
    known.set(page, found)
    return found.value
  }
}

/** Readings that are kept from one process to the next, by the files of the pages; `code` changes with the code that reads. */
export function keptReadings(cache: Cache, code: string): PageReadings {
  const commands = keptReading(cache, code, 'commands', keptCommands)
  return {
    commands: (page) => commands(page).map(commandOf),
    hosts: keptReading(cache, code, 'hosts', hostsOn),
    hostNames: keptReading(cache, code, 'host names', hostNamesOn),
    isOfOtherTime: keptReading(cache, code, 'time', isOfOtherTime),
  }
}
