import type { WriteStream } from 'node:tty'
import type { Progress } from '../site/build.ts'

const words: Record<Progress['stage'], string> = {
  reading: 'Reading the guidebooks',
  drawing: 'Drawing diagrams',
  bundling: 'Bundling the templates',
  rendering: 'Rendering pages',
  indexing: 'Indexing for search',
  writing: 'Writing the site',
}

/** Shows progress on one line of a terminal, and nothing elsewhere. */
export function progressLine(stream: WriteStream): { show: (progress: Progress) => void; clear: () => void } {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} }
  let last = 0
  return {
    show({ stage, done, total }) {
      const isCounting = done !== undefined
      if (isCounting && Date.now() - last < 100) return
      last = Date.now()
      stream.write(`\r\u001b[K${words[stage]}${isCounting ? ` ${done} of ${total}` : ''} …`)
    },
    clear: () => stream.write('\r\u001b[K'),
  }
}
