import type { Element } from 'hast'
import { isDiagram } from '../../diagrams/fence.ts'
import type { Fence } from '../../guidebook/parts/block.ts'
import type { SiteStatus } from '../status/site-status.ts'
import { type DiagramWorld, diagramBlocks } from './diagram.ts'
import { statusList } from './status-list.ts'

const statusLanguage = 'status'

/** Whether a fence is shown as something else than code, which depends on more than its text. */
export function isOwnBlock(fence: Pick<Fence, 'language'>): boolean {
  return isDiagram(fence) || fence.language === statusLanguage
}

interface OwnBlockWorld extends DiagramWorld {
  status: SiteStatus
}

/** Shows the fences of one page that are more than code: returns the element for a language and a text, if it is one. */
export function ownBlocks(world: OwnBlockWorld): (language: string, text: string) => Element | undefined {
  const diagram = diagramBlocks(world)
  return (language, text) => {
    if (isDiagram({ language })) return diagram(text)
    return language === statusLanguage ? statusList(text, world.status) : undefined
  }
}
