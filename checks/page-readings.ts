import type { Page } from '../src/guidebook/page.ts'
import { onceEach, type WrittenCommand, writtenCommands } from './commands/page-commands.ts'
import { type HostMention, hostNamesOn, hostsOn } from './hosts/host-mention.ts'

/** What checks read of a page alone, whatever stands around it: for several runs over nearly the same pages. */
export interface PageReadings {
  commands: (page: Page) => readonly WrittenCommand[]
  hosts: (page: Page) => readonly HostMention[]
  hostNames: (page: Page) => readonly string[]
}

/** Readings that each page is read once for, as long as the page is there. */
export function pageReadings(): PageReadings {
  const read = onceEach()
  return { commands: once((page) => writtenCommands(page, read)), hosts: once(hostsOn), hostNames: once(hostNamesOn) }
}

function once<T>(read: (page: Page) => T): (page: Page) => T {
  const known = new WeakMap<Page, { value: T }>()
  return (page) => {
    const found = known.get(page) ?? { value: read(page) }
    known.set(page, found)
    return found.value
  }
}
