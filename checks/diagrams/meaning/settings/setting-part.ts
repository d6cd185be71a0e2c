import { oneOf } from '../../../../src/text/quote.ts'
import { settingParts, settingsIn } from './known-settings.ts'

/** What a diagram may not decide: what it is cleaned of, how large it may be, and styles for the whole page. */
export const refused: ReadonlySet<string> = new Set([
  'dompurifyConfig',
  'maxEdges',
  'maxTextSize',
  'secure',
  'securityLevel',
  'startOnLoad',
  'suppressErrorRendering',
  'themeCSS',
])

/** Which part of the settings a path leads to; `undefined` where it may hold anything. */
export function partOf([first, ...others]: readonly string[], type: string): string | undefined {
  if (first === undefined) return ''
  const own = type.replace(/-v2$|-elk$|Diagram$/, '')
  const part = [first === 'config' ? own : first, ...others].join('.')
  return settingParts.includes(part) ? part : undefined
}

/** The part that does have such a setting. */
export function elsewhere(name: string): string {
  const parts = settingParts.filter((part) => part !== '' && settingsIn(part)?.includes(name))
  if (settingsIn('')?.includes(name)) return 'It stands at the top of `config`'
  return parts.length > 0 && parts.length < 4 ? `${oneOf(parts)} has it` : 'Mermaid leaves it out'
}
