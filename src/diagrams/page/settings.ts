import { configuration } from './configuration.ts'
import type { Mermaid } from './mermaid.ts'
import { forget } from './read/forget.ts'

/** Types that take the theme apart, and need it as an object. */
const readers = /\bcynefin/

/**
 * Sets Mermaid up for one diagram, as if it had read none before. For each label it copies all of its settings: a thousand, of all types and the theme.
 * It copies objects, and hands on all else as it is: so the theme, which no source may change, and the parts that the
 * source does not name become functions with the same properties. A third of the time of a drawing was spent on copies.
 */
export async function settle(mermaid: Mermaid, source: string): Promise<void> {
  mermaid.initialize(configuration())
  await forget(mermaid)
  const live = mermaid.mermaidAPI.updateSiteConfig({})
  for (const [name, part] of Object.entries(live)) {
    const isPart = typeof part === 'object' && part !== null && !Array.isArray(part)
    const isRead = name === 'themeVariables' ? readers.test(source) : source.includes(name)
    if (isPart && !isRead) live[name] = Object.assign(() => {}, part)
  }
  mermaid.mermaidAPI.reset()
}
