import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Disclosure } from '../../files/disclosure.ts'
import { packageRoot } from '../../files/package.ts'
import { vendored } from '../../files/vendored.ts'
import type { Finding } from '../../finding/finding.ts'
import { type Page, readPage } from '../../guidebook/page.ts'
import { decoded } from '../../text/decoded.ts'
import { LineIndex } from '../../text/line-index.ts'
import { quote } from '../../text/quote.ts'
import { decode } from '../../text/source.ts'
import type { Path } from '../../yaml/path.ts'
import { findingsOf } from '../../yaml/problem.ts'
import type { Project } from '../project.ts'
import { findShownFile, type RefusedFile } from '../shown-file.ts'
import { standInFace, type ThemeFont } from './font.ts'
import { rewriteStyleSheet } from './style-sheet.ts'
import { readBounded, readPicture, type ThemeFile, type ThemePicture, themeFile } from './theme-file.ts'
import { themeOrigin } from './theme-links.ts'

/** How a project's site looks: `theme` of its `waymark.yaml`, with the files that it names. Plain data. */
export interface Theme {
  /** What is published for it. */
  files: ThemeFile[]
  /** Absolute files that it is read from. */
  sources: string[]
  /** Address of its style sheet. */
  styleSheet?: string
  /** Address of the font of text; empty where the system has it. */
  font?: string
  logo?: { light: ThemePicture; dark?: ThemePicture; replacesTitle: boolean }
  icon?: { light: ThemePicture; dark?: ThemePicture }
  banner?: { text: Page; until?: string }
  nav: { text: string; href: string }[]
  footer?: Page
  /** What links of the theme are read from, as if it were a page: `waymark.yaml`, relative to the guidebooks root. */
  origin: Page
}

export interface ThemeInput {
  project: Pick<Project, 'root' | 'guidebooks' | 'config' | 'settings'>
  disclosure: Disclosure
}

/** Reads the theme of a project, and tells what is wrong with it; what is, is left out. */
export async function readTheme(input: ThemeInput): Promise<{ theme: Theme; findings: Finding[] }> {
  const reader = new ThemeReader(input)
  await reader.read()
  return { theme: reader.theme, findings: reader.findings }
}

const pictureKeys = ['light', 'dark'] as const

class ThemeReader {
  readonly theme: Theme
  readonly findings: Finding[] = []
  readonly #input: ThemeInput
  readonly #settings: Project['config']['theme']
  readonly #css: string[] = []

  constructor(input: ThemeInput) {
    this.#input = input
    this.#settings = input.project.config.theme
    const origin = readPage(themeOrigin(input.project), new Uint8Array())
    this.theme = { files: [], sources: [], nav: this.#settings.nav, origin }
  }

  async read(): Promise<void> {
    const { logo, icon, footer, banner } = this.#settings
    await this.#readAccent()
    await this.#readFonts()
    this.#readCss()
    if (this.#css.length > 0) this.theme.styleSheet = this.#publish(themeFile('theme.css', `${this.#css.join('\n')}\n`))
    const logos = logo && this.#readPictures('logo', logo)
    if (logo && logos) this.theme.logo = { ...logos, replacesTitle: logo.replacesTitle }
    const icons = icon && this.#readPictures('icon', icon)
    if (icons) this.theme.icon = icons
    const text = banner && this.#readText(['theme', 'banner', 'text'], banner.text)
    if (text) this.theme.banner = { text, ...(banner.until !== undefined && { until: banner.until }) }
    const foot = footer === undefined ? undefined : this.#readText(['theme', 'footer'], footer)
    if (foot) this.theme.footer = foot
    for (const [index, { href }] of this.#settings.nav.entries())
      this.#expectPage(['theme', 'nav', index, 'href'], href)
  }

  async #readAccent(): Promise<void> {
    const written = this.#settings.accent
    if (written === undefined) return
    const { accentColors, leastContrast, leastOfText, readColor } = await import('./accent.ts')
    const color = readColor(written)
    if (!color) {
      const message = `Unexpected ${quote(written)} in \`theme.accent\`, expected one colour such as \`#0a5f75\`, \`teal\` or \`oklch(0.45 0.08 220)\``
      return this.#tell(['theme', 'accent'], { message, hint: 'It is one that is not seen through, and no variable' })
    }
    const { light, dark } = accentColors(color)
    const pair = (name: 'accent' | 'accentInk' | 'accentWash') => `light-dark(${light[name]},${dark[name]})`
    this.#css.push(
      `:root{--accent:${pair('accent')};--accent-ink:${pair('accentInk')};--accent-wash:${pair('accentWash')};--code-name:${pair('accent')}}`,
    )
    if (this.#settings.icon === undefined) this.theme.icon = { light: markPicture(light.accent, dark.accent) }
    if (this.theme.icon) this.#publish(this.theme.icon.light)
    const contrast = leastContrast(color, 'light')
    if (contrast >= leastOfUi) return
    this.#tell(
      ['theme', 'accent'],
      {
        message: `Unexpected contrast of ${quote(written)} with the light pages, ${contrast.toFixed(1)}:1, expected at least ${leastOfText}:1`,
        hint: `It is shown as \`${light.accent}\` there, and as \`${dark.accent}\` in the dark theme: name a darker one, if you would rather choose it yourself`,
      },
      { code: 'config/low-contrast', severity: 'warning' },
    )
  }

  async #readFonts(): Promise<void> {
    const { font } = this.#settings
    if (!font) return
    const [text] = font.text ?? []
    if (text === 'serif') await this.#useSerif()
    else if (text === 'system') {
      this.theme.font = ''
      this.#css.push(':root{--font-text:system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}')
    } else if (font.text && text !== 'sans') await this.#useFonts('text', font.text)
    const code = font.code ?? (text === 'system' ? ['system'] : undefined)
    if (code?.[0] === 'system') this.#css.push(':root{--font-code:ui-monospace,"SF Mono",Menlo,Consolas,monospace}')
    else if (code) await this.#useFonts('code', code)
  }

  async #useFonts(key: 'text' | 'code', written: readonly string[]): Promise<void> {
    const { readFont } = await import('./font.ts')
    const fonts: ThemeFont[] = []
    for (const [index, one] of written.entries()) {
      const named = `theme.font.${key}`
      const source = this.#find(one, named)
      const font = 'real' in source ? await readFont(source.real, one, named) : source
      if ('file' in font) fonts.push(font)
      else {
        const words = key === 'text' ? '`sans`, `serif` or `system`' : '`system`'
        this.#tell(['theme', 'font', key, index], { ...font, hint: `${font.hint}. Without a file: ${words}` })
      }
    }
    const [first] = fonts
    if (!first || fonts.length < written.length) return
    const family = `Project ${key}`
    for (const { file, weight, style } of fonts) {
      const source = `url("${path.posix.basename(this.#publish(file))}") format("woff2")`
      this.#css.push(
        `@font-face{font-family:"${family}";font-style:${style};font-weight:${weight};font-display:swap;src:${source}}`,
      )
    }
    this.#css.push(standInFace(`${family} fallback`, key === 'text' ? 'sans' : 'mono', first.metrics))
    const last = key === 'text' ? 'system-ui,sans-serif' : 'ui-monospace,monospace'
    this.#css.push(`:root{--font-${key}:"${family}","${family} fallback",${last}}`)
    if (key === 'text') this.theme.font = first.file.address
  }

  /** A family that comes with Waymark, as all else does: pages load it from their own site. */
  async #useSerif(): Promise<void> {
    const { readFont } = await import('./font.ts')
    const folder = vendored(serif.packageName)
    for (const name of ['wght.css', 'wght-italic.css']) {
      const { css } = rewriteStyleSheet(readFileSync(path.join(folder, name), 'utf8'), (url) => {
        const file = path.join(folder, url)
        return { url: path.posix.basename(this.#publish(themeFile(path.basename(file), readFileSync(file)))) }
      })
      this.#css.push(css.replace(/\/\*.*?\*\/\s*/g, ''))
    }
    const latin = path.join(folder, 'files', 'source-serif-4-latin-wght-normal.woff2')
    const font = await readFont(latin, latin, 'theme.font')
    if (!('file' in font)) throw new Error(font.message)
    this.theme.font = font.file.address
    this.#css.push(standInFace('Waymark serif fallback', 'serif', font.metrics))
    this.#css.push(`:root{--font-text:"${serif.family}","Waymark serif fallback",Georgia,serif}`)
  }

  #readCss(): void {
    const written = this.#settings.css
    if (written === undefined) return
    const source = this.#find(written, 'theme.css')
    const bytes = 'real' in source ? readBounded(source.real, written, 'theme.css') : source
    if ('message' in bytes) {
      this.#tell(['theme', 'css'], bytes)
      return
    }
    const { text } = decode(bytes)
    const { css, problems } = rewriteStyleSheet(text, (url) => this.#readUrl(url, written))
    if (problems.length === 0) this.#css.push(css)
    const lines = new LineIndex(text)
    const told = problems.map(({ start, end, message, hint }) => {
      return { code: 'config/invalid-value' as const, message, hint, place: lines.placeOf(start, end) }
    })
    this.findings.push(...findingsOf(told, path.posix.normalize(written), 'structure'))
  }

  /** An address in the project's style sheet: of a picture or a font beside it. */
  #readUrl(url: string, sheet: string): { url: string } | RefusedFile {
    if (/^#/.test(url) || /^data:image\//i.test(url)) return { url }
    if (/^(?:[a-z][a-z\d+.-]*:|[/\\])/i.test(url.trim())) {
      return {
        message: `Unexpected address ${quote(url)}, expected a file of the project, from the style sheet on`,
        hint: 'Pages load nothing from other sites: put the file beside the style sheet',
      }
    }
    const [, name = '', fragment = ''] = /^([^?#]*)(?:\?[^#]*)?(#.*)?$/s.exec(url) ?? []
    const written = path.posix.join(path.posix.dirname(sheet), decoded(name))
    const source = this.#find(written, 'url()')
    if (!('real' in source)) return source
    const isFont = /\.woff2$/i.test(written)
    const content = isFont ? readBounded(source.real, written, 'url()') : readPicture(source.real, written, 'url()')
    if ('message' in content) return content
    const file = 'address' in content ? content : themeFile(written, content)
    return { url: path.posix.basename(this.#publish(file)) + fragment }
  }

  #readPictures(
    key: 'logo' | 'icon',
    written: { light: string; dark?: string | undefined },
  ): { light: ThemePicture; dark?: ThemePicture } | undefined {
    const [light, dark] = pictureKeys.map((name) => {
      const one = written[name]
      if (one === undefined) return undefined
      const source = this.#find(one, `theme.${key}`)
      const picture = 'real' in source ? readPicture(source.real, one, `theme.${key}`) : source
      if ('address' in picture) return picture
      this.#tell(['theme', key, name], picture)
      return undefined
    })
    if (!light) return undefined
    for (const picture of [light, dark]) if (picture) this.#publish(picture)
    return { light, ...(dark && { dark }) }
  }

  #readText(at: Path, text: string): Page | undefined {
    const key = at.filter((one) => one !== 'text').join('.')
    let isParagraph = false
    const page = readPage(this.theme.origin.file, Buffer.from(text), (_, tree) => {
      const blocks = tree.children.filter(({ type }) => type !== 'definition')
      isParagraph = blocks.length === 1 && blocks[0]?.type === 'paragraph'
    })
    if (!isParagraph) {
      const hint = 'Lists, headings and code blocks belong on a page: lead to one with a link'
      this.#tell(at, { message: `Unexpected text in \`${key}\`, expected one paragraph of Markdown`, hint })
      return undefined
    }
    for (const { url } of page.links) this.#expectPage(at, url)
    return page
  }

  /** A link that stands on every page leads to one, not to a place of itself nor to a state. */
  #expectPage(at: Path, url: string): void {
    if (!/^\s*(?:#|status:)/i.test(url)) return
    const message = `Unexpected link to ${quote(url)} in \`${at[1] === 'nav' ? 'theme.nav' : `theme.${String(at[1])}`}\`, expected a page or a web address`
    this.#tell(at, { message, hint: 'It stands on every page: name the file of the page that it leads to' })
  }

  #find(written: string, key: string): { real: string } | RefusedFile {
    const { root } = this.#input.project
    this.theme.sources.push(path.join(root, written))
    return findShownFile(written, key, this.#input)
  }

  #publish(file: ThemeFile): string {
    if (!this.theme.files.some(({ address }) => address === file.address)) this.theme.files.push(file)
    return file.address
  }

  #tell(at: Path, { message, hint }: RefusedFile, more: Partial<Pick<Finding, 'code' | 'severity'>> = {}): void {
    const { settings } = this.#input.project
    if (!settings) return
    const place = settings.locate(at)
    const found = findingsOf([{ code: 'config/invalid-value', message, hint, place }], settings.file, 'structure')
    this.findings.push(...found.map((finding) => ({ ...finding, ...more })))
  }
}

/** What WCAG 2.2, success criterion 1.4.11, asks of what is no text. */
const leastOfUi = 3

const serif = { packageName: '@fontsource-variable/source-serif-4', family: 'Source Serif 4 Variable' } as const

/** Waymark's mark in the colours of an accent. */
function markPicture(light: string, dark: string): ThemePicture {
  const mark = readFileSync(path.join(packageRoot(), 'public', 'site', '_waymark', 'mark.svg'), 'utf8')
  const svg = mark.replace('#0a5f75', light).replace('#74cde4', dark)
  return { ...themeFile('mark.svg', svg), type: 'image/svg+xml' }
}
