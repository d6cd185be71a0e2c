import { z } from 'zod'
import { settings, shorthand } from '../../schema/settings.ts'
import { text } from '../../schema/text.ts'
import { quote } from '../../text/quote.ts'

const files = z
  .preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(text()).min(1).max(8))
  .meta({ type: ['string', 'array'] })

const logo = shorthand('light', {
  light: text().describe('The picture, or the one of the light theme; relative to the project’s root'),
  dark: text().optional().meta({ description: 'The one of the dark theme', absent: 'The same' }),
  replacesTitle: z
    .boolean()
    .default(false)
    .describe('Whether the picture holds the name of the site, so that the title does not stand beside it'),
})

const icon = shorthand('light', {
  light: text().describe('The picture, or the one for browsers that are light; relative to the project’s root'),
  dark: text().optional().meta({ description: 'The one for browsers that are dark', absent: 'The same' }),
})

const font = shorthand('text', {
  text: files.optional().meta({
    description: 'Of text and headings: `sans`, `serif`, `system`, or files in WOFF2',
    absent: '`sans`: Atkinson Hyperlegible, which comes with Waymark',
  }),
  code: files.optional().meta({
    description: 'Of code: `system`, or files in WOFF2',
    absent: 'That of Waymark; with `text: system` the system’s',
  }),
})

const banner = shorthand('text', {
  text: text(shorterThan(500)).describe('One paragraph of Markdown'),
  until: text(validateDate).optional().meta({
    description: 'The last day on which it is shown, such as `2026-12-24`; on pages that were built before, too',
    absent: 'It is shown until it is removed',
  }),
})

const navLink = settings({
  text: text(shorterThan(40)).describe('What it says'),
  href: text(shorterThan(2000)).describe(
    'Where it leads: a page by its file, from the project’s root on, an address of the site such as `/erp/`, or one of the web',
  ),
})

/** `theme` of `waymark.yaml`: how the site looks, as data. */
export const themeSettings = settings({
  accent: text(shorterThan(100)).optional().meta({
    description:
      '[The colour of links and of what is chosen](theme.md#accent), as CSS writes one: `#0a5f75`, `teal`, `oklch(0.45 0.08 220)`',
    absent: 'A deep blue-green',
  }),
  logo: logo.optional().meta({
    description:
      '[Picture at the top of every page](theme.md#logo-and-icon): a file, or `light`, `dark` and `replacesTitle`',
    absent: 'Waymark’s mark',
  }),
  icon: icon.optional().meta({
    description: '[Picture of the browser’s tab](theme.md#logo-and-icon): a file, or `light` and `dark`',
    absent: 'Waymark’s mark, in the colour of `accent`',
  }),
  font: font.optional().meta({
    description: '[`sans`, `serif`, `system`, or files](theme.md#font); or `text` and `code`, each by itself',
    absent: '`sans`',
  }),
  css: text()
    .optional()
    .describe('[A style sheet that comes after all others](theme.md#css), relative to the project’s root'),
  banner: banner
    .optional()
    .describe('[What every reader has to know](theme.md#banner), above every page: Markdown, or `text` and `until`'),
  nav: z
    .array(navLink)
    .max(8)
    .default([])
    .describe('[Links at the top of every page](theme.md#nav-and-footer), at most eight: `text` and `href` of each'),
  footer: text(shorterThan(2000)).optional().meta({
    description: '[One paragraph of Markdown at the foot of every page](theme.md#nav-and-footer)',
    absent: 'The title of the site',
  }),
})

function shorterThan(most: number): (text: string) => string | undefined {
  return (text) =>
    text.length > most ? `Unexpected text of ${text.length} characters, expected at most ${most}` : undefined
}

function validateDate(text: string): string | undefined {
  return z.iso.date().safeParse(text).success
    ? undefined
    : `Unexpected ${quote(text)}, expected a day such as \`2026-12-24\``
}
