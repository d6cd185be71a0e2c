import { forgetLastDiagram, type Mermaid } from './mermaid.ts'
import { type Palette, palettes } from './theme/palette.ts'
import { themeCss } from './theme/theme-css.ts'
import { themeVariables } from './theme/theme-variables.ts'

/** The family in which text is measured; the page that draws has to know it. */
export const fontFamily = 'Arimo'

/** What a diagram may not set by frontmatter or directive, at any depth. */
const secure = [
  'secure',
  'securityLevel',
  'startOnLoad',
  'maxTextSize',
  'maxEdges',
  'suppressErrorRendering',
  'theme',
  'themeVariables',
  'themeCSS',
  'fontFamily',
  'altFontFamily',
  'htmlLabels',
  'deterministicIds',
  'deterministicIDSeed',
  'handDrawnSeed',
  'darkMode',
  'dompurifyConfig',
  'arrowMarkerAbsolute',
  'logLevel',
]

/** Mermaid's settings. It draws in the light theme's colours, which are turned into the dark one's afterwards. */
export function configuration(): Record<string, unknown> {
  return {
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    theme: 'base',
    themeVariables: { ...themeVariables(palettes.light), fontFamily },
    themeCSS: themeCss(palettes.light),
    fontFamily,
    c4: c4Colors(palettes.light),
    deterministicIds: true,
    deterministicIDSeed: 'diagram',
    handDrawnSeed: 1,
    logLevel: 'fatal',
    secure,
  }
}

/** C4 has settings of its own for each kind of box, and no theme. */
function c4Colors({ accent, lineStrong, washes, hues, sunken }: Palette): Record<string, string> {
  const kinds: [kind: string, background: string | undefined, border: string | undefined][] = [
    ['person', washes[0], accent],
    ['system', washes[7], hues[7]],
    ['container', washes[2], hues[2]],
    ['component', washes[3], hues[3]],
  ]
  const settings = (name: string, background = sunken, border = lineStrong) => [
    [`${name}_bg_color`, background],
    [`${name}_border_color`, border],
  ]
  return Object.fromEntries(
    kinds.flatMap(([kind, background, border]) =>
      (kind === 'person' ? [''] : ['', '_db', '_queue']).flatMap((form) => [
        ...settings(`${kind}${form}`, background, border),
        ...settings(`external_${kind}${form}`),
      ]),
    ),
  )
}

/** Types that take the theme apart, and need it as an object. */
const readers = /\bcynefin/

/**
 * Sets Mermaid up for one diagram after the other, each as if it had read none before. For each label it copies all of its
 * settings: a thousand, of all types and the theme. It copies objects, and hands on all else as it is: so the theme, which
 * no source may change, and the parts that the source does not name become functions with the same properties. A third of
 * the time of a drawing was spent on copies.
 */
export class Configuration {
  readonly #mermaid: Mermaid
  /** Mermaid's own: what stands in it holds from the next `reset` on. */
  readonly #live: Record<string, unknown>
  /** What it held before there was a diagram, by names. */
  readonly #parts: [name: string, part: unknown][]

  constructor(mermaid: Mermaid) {
    mermaid.initialize(configuration())
    this.#mermaid = mermaid
    this.#live = mermaid.mermaidAPI.updateSiteConfig({})
    this.#parts = Object.entries(this.#live).flatMap(([name, part]): [string, unknown][] => {
      const isPart = typeof part === 'object' && part !== null && !Array.isArray(part)
      return isPart ? [[name, copyOf(part)]] : []
    })
  }

  async setFor(source: string): Promise<void> {
    for (const [name, part] of this.#parts) {
      const isRead = name === 'themeVariables' ? readers.test(source) : source.includes(name)
      // Of another diagram's reach, whatever Mermaid does with it.
      const copy = copyOf(part)
      this.#live[name] = isRead ? copy : Object.assign(() => {}, copy)
    }
    this.#mermaid.mermaidAPI.reset()
    await forgetLastDiagram(this.#mermaid)
  }
}

/** Of data; functions are handed on. */
function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copyOf)
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, copyOf(one)]))
}
