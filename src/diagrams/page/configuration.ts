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
  const kinds: [kind: string, ground: string | undefined, border: string | undefined][] = [
    ['person', washes[0], accent],
    ['system', washes[7], hues[7]],
    ['container', washes[2], hues[2]],
    ['component', washes[3], hues[3]],
  ]
  const settings = (name: string, ground = sunken, border = lineStrong) => [
    [`${name}_bg_color`, ground],
    [`${name}_border_color`, border],
  ]
  return Object.fromEntries(
    kinds.flatMap(([kind, ground, border]) =>
      (kind === 'person' ? [''] : ['', '_db', '_queue']).flatMap((form) => [
        ...settings(`${kind}${form}`, ground, border),
        ...settings(`external_${kind}${form}`),
      ]),
    ),
  )
}
