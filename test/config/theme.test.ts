import { readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { wcagContrast } from 'culori'
import { describe, expect, test } from 'vitest'
import { links } from '../../checks/links/links.ts'
import { openProject } from '../../src/config/project.ts'
import { listSources } from '../../src/config/sources.ts'
import { accentColors, grounds, readColor } from '../../src/config/theme/accent.ts'
import { readTheme, type Theme } from '../../src/config/theme/theme.ts'
import type { Finding } from '../../src/finding/finding.ts'
import { checkFolder, writeProject } from '../checks/engine/project-files.ts'

const { resolve } = createRequire(import.meta.url)
const font = readFileSync(
  resolve('@fontsource-variable/atkinson-hyperlegible-mono/files/atkinson-hyperlegible-mono-latin-wght-normal.woff2'),
)
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAEklEQVR4nGP4z8Dwn4GBgYEBABzjA/8tBSk6AAAAAElFTkSuQmCC',
  'base64',
)
const svg = (inside = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inside}<path d="M0 0h9v9z"/></svg>`

interface Read {
  theme: Theme
  findings: Finding[]
  /** Its style sheet; empty where it has none. */
  css: string
}

/** Reads the theme of a project with these files; `prepare` is given its folder before. */
async function read(
  yaml: string,
  files: Record<string, string | Uint8Array> = {},
  prepare: (root: string) => void = () => {},
): Promise<Read> {
  const { root, remove } = writeProject({
    '.git/HEAD': 'ref: refs/heads/main\n',
    'guidebooks/README.md': '# All\n',
    ...files,
    'waymark.yaml': yaml,
  })
  try {
    prepare(root)
    const opened = await openProject({ root })
    const { disclosure } = await listSources(opened.project)
    const { theme, findings } = await readTheme({ project: opened.project, disclosure })
    const sheet = theme.files.find(({ address }) => address === theme.styleSheet)
    return { theme, findings: [...opened.findings, ...findings], css: String(sheet?.content ?? '') }
  } finally {
    remove()
  }
}

const told = ({ findings }: Read) =>
  findings.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)

describe('A project without a theme', () => {
  test('publishes nothing for it', async () => {
    const { theme, findings } = await read('title: X\n')
    expect(findings).toStrictEqual([])
    expect(theme).toMatchObject({ files: [], sources: [], nav: [] })
    expect(theme.styleSheet).toBeUndefined()
  })
})

describe('An accent', () => {
  const written = [
    '#0a5f75',
    '#fc0',
    'rebeccapurple',
    'rgb(200 30 30)',
    'hsl(200, 80%, 40%)',
    'oklch(0.7 0.3 140)',
    'white',
    'black',
    'yellow',
    'red',
    'blue',
    'lime',
    'gray',
    'oklab(60% 0.1 -0.2)',
  ]

  test.each(written)('%s can be read in both themes, with all that follows from it', (one) => {
    const color = readColor(one)
    if (!color) throw new Error(one)
    for (const [name, { accent, accentInk, accentWash }] of Object.entries(accentColors(color))) {
      const { pages, ink, inkSoft } = grounds[name === 'light' ? 'light' : 'dark']
      for (const hex of [accent, accentInk, accentWash]) expect(hex).toMatch(/^#[\da-f]{6}$/)
      for (const ground of [...pages, accentWash])
        expect(wcagContrast(accent, ground), `${name}, ${ground}`).toBeGreaterThanOrEqual(4.5)
      expect(wcagContrast(accentInk, accent)).toBeGreaterThanOrEqual(4.5)
      expect(wcagContrast(ink, accentWash)).toBeGreaterThanOrEqual(4.5)
      expect(wcagContrast(inkSoft, accentWash)).toBeGreaterThanOrEqual(4.5)
    }
  })

  test('stays what it is where it can be read, and keeps its hue where it cannot', () => {
    const color = readColor('#1d4ed8')
    const { light, dark } = accentColors(color ?? { l: 0, c: 0, h: 0 })
    expect(light.accent).toBe('#1d4ed8')
    expect(Math.abs((readColor(dark.accent)?.h ?? 0) - (color?.h ?? 0))).toBeLessThan(8)
  })

  test('is written as one rule of the site’s style sheet', async () => {
    const { css, findings, theme } = await read('theme: { accent: "#0a5f75" }\n')
    expect(findings).toStrictEqual([])
    expect(css).toMatch(
      /^:root\{--accent:light-dark\(#0a5f75,#[\da-f]{6}\);--accent-ink:.*;--accent-wash:.*;--code-name:.*\}\n$/,
    )
    expect(theme.icon?.light.address).toMatch(/^\/_astro\/mark\..{10}\.svg$/)
  })

  test('that is too light is told with its contrast, and made darker', async () => {
    const all = await read('theme:\n  accent: gold\n')
    expect(told(all)).toStrictEqual([
      'waymark.yaml:2:11 Unexpected contrast of `gold` with the light pages, 1.3:1, expected at least 4.5:1',
    ])
    expect(all.findings).toMatchObject([{ code: 'config/low-contrast', severity: 'warning' }])
    expect(all.css).toContain('light-dark(#7')
  })

  const hostile = [
    'red;}body{display:none',
    'red}</style><script>alert(1)</script>',
    'url(https://evil.example/x)',
    'var(--paper)',
    'rgb(0 0 0 / 10%)',
    'transparent',
    'expression(alert(1))',
    '#12345',
    'currentColor',
    'light-dark(red, blue)',
    '/**/red',
    'oklch(NaN 0 0)',
    'oklch(0.5 1e999 0)',
  ]
  test.each(hostile)('%s is refused, and reaches no style sheet', async (one) => {
    const all = await read(`theme:\n  accent: ${JSON.stringify(one)}\n`)
    expect(all.findings).toMatchObject([{ code: 'config/invalid-value', severity: 'error', line: 2, column: 11 }])
    expect(all.theme.files).toStrictEqual([])
  })
})

describe('Pictures', () => {
  test('are published under names that change with them, an SVG without what runs', async () => {
    const files = {
      'brand/Logo Größe.svg': svg('<script>alert(1)</script><a href="javascript:alert(1)"/>'),
      'brand/icon.png': png,
    }
    const { theme, findings } = await read(
      'theme: { logo: brand/Logo Größe.svg, icon: { light: brand/icon.png } }\n',
      files,
    )
    expect(findings).toStrictEqual([])
    expect(theme.logo?.light).toMatchObject({ type: 'image/svg+xml', width: 9, height: 9 })
    expect(theme.logo?.light.address).toMatch(/^\/_astro\/logo-gr-e\..{10}\.svg$/)
    expect(String(theme.logo?.light.content)).not.toMatch(/script|alert/)
    expect(theme.icon?.light).toMatchObject({ type: 'image/png', width: 2, height: 3 })
    const other = await read('theme: { logo: a.svg }\n', { 'a.svg': svg('<path/>') })
    expect(other.theme.logo?.light.address.split('.')[1]).not.toBe(theme.logo?.light.address.split('.')[1])
  })

  test('that are not there, no pictures, or kept from readers, are told where they are named', async () => {
    const files = {
      'a.svg': '<html><script>alert(1)</script></html>',
      'b.png': 'no picture',
      '.env': 'SECRET',
      'node_modules/x.svg': svg(),
    }
    for (const [file, expected] of [
      ['none.svg', 'a file that is there'],
      ['a.svg', 'a picture'],
      ['b.png', 'a picture'],
      ['.env', 'a file of the repository that readers may see'],
      ['node_modules/x.svg', 'a file of the repository that readers may see'],
      ['../../../../../../etc/hostname', 'a file of the repository that readers may see'],
      ['guidebooks', 'a file'],
      ['https://evil.example/logo.svg', 'a file that is there'],
    ] as const) {
      const all = await read(`theme:\n  logo:\n    light: ${JSON.stringify(file)}\n`, files)
      expect(told(all), file).toStrictEqual([
        expect.stringMatching(
          new RegExp(`^waymark.yaml:3:12 Unexpected \`.*\` in \`theme.logo\`, expected ${expected}`),
        ),
      ])
      expect(all.theme.files).toStrictEqual([])
    }
  })

  test('behind a symbolic link out of the repository are not read', async () => {
    const all = await read('theme: { logo: out.svg }\n', {}, (root) =>
      symlinkSync('/etc/hostname', path.join(root, 'out.svg')),
    )
    expect(told(all)).toStrictEqual([
      'waymark.yaml:1:16 Unexpected `out.svg` in `theme.logo`, expected a file of the repository that readers may see',
    ])
  })

  test('of more than a megabyte are refused', async () => {
    const all = await read('theme: { icon: a.png }\n', { 'a.png': Buffer.alloc(1_000_001) })
    expect(told(all)).toStrictEqual([
      'waymark.yaml:1:16 Unexpected `a.png` of 1000001 bytes in `theme.icon`, expected at most 1000000',
    ])
  })
})

/** Faces of the system that stand in for a font, in their order. */
function facesOf(css: string, family: string): string[] {
  const faces = css.split('@font-face').filter((face) => face.includes(`"${family}"`) && face.includes('local('))
  return faces.flatMap((face) => Array.from(face.matchAll(/local\("([^"]+)"\)/g), ([, name = '']) => name))
}

describe('Fonts', () => {
  test('of the project have a face that stands in for them, as wide and as high', async () => {
    const { css, findings, theme } = await read('theme: { font: { text: a.woff2, code: [a.woff2] } }\n', {
      'a.woff2': font,
    })
    expect(findings).toStrictEqual([])
    expect(theme.font).toMatch(/^\/_astro\/a\..{10}\.woff2$/)
    expect(theme.files).toHaveLength(2)
    expect(css).toContain('font-weight:200 800;font-display:swap;src:url("a.')
    // As capsize measured it for Waymark's own.
    expect(css).toContain('size-adjust:105.32%;ascent-override:93.43%;descent-override:30.00%')
    // The same faces of the system, too: a box in code is drawn by the first that is there.
    const own = readFileSync(new URL('../../src/styles/site/fonts.css', import.meta.url), 'utf8')
    const code = facesOf(own, 'Waymark code fallback')
    expect(code.length).toBeGreaterThan(4)
    expect(facesOf(css, `${/--font-code:"([^"]+)"/.exec(css)?.[1]} fallback`)).toStrictEqual(code)
  })

  test('serif comes with Waymark, from files of the site', async () => {
    const { css, theme } = await read('theme: { font: serif }\n')
    const names = theme.files.map(({ address }) => path.posix.basename(address))
    const urls = Array.from(css.matchAll(/url\("([^"]*)"\)/g), ([, url]) => url)
    expect(urls.length).toBeGreaterThan(5)
    expect(urls.filter((url) => !names.includes(url ?? ''))).toStrictEqual([])
    expect(theme.font).toContain('latin-wght-normal')
  })

  test('of the system need no file', async () => {
    const { css, theme } = await read('theme: { font: system }\n')
    expect(theme.font).toBe('')
    expect(css).toMatch(/--font-text:system-ui.*\n.*--font-code:ui-monospace/)
  })

  /** The font, with the number of its tables, or what it says of the packed bytes, changed. */
  const changed = (change: (bytes: Buffer) => void) => {
    const bytes = Buffer.from(font)
    change(bytes)
    return bytes
  }
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a picture', png],
    ['a beginning', font.subarray(0, 60)],
    ['cut off', font.subarray(0, 2000)],
    ['with more tables than it has', changed((bytes) => bytes.writeUInt16BE(65535, 12))],
    ['with packed bytes that are none', changed((bytes) => bytes.fill(255, 300, 900))],
  ])('%s is no font', async (_, bytes) => {
    const all = await read('theme: { font: a.woff2 }\n', { 'a.woff2': bytes })
    expect(told(all)).toStrictEqual([
      'waymark.yaml:1:16 Unexpected `a.woff2` in `theme.font.text`, expected a font in WOFF2',
    ])
    expect(all.css).toBe('')
  })
})

describe('A style sheet of the project', () => {
  const sheet = (css: string, files = {}) =>
    read('theme: { css: brand/site.css }\n', { 'brand/site.css': css, 'brand/bg.png': png, ...files })

  test('comes after the rest, and its pictures and fonts are published', async () => {
    const { css, findings, theme } = await read('theme: { accent: navy, css: brand/site.css }\n', {
      'brand/site.css':
        '.bar { background: url(bg.png) }\n@font-face { src: url("../a.woff2#x") }\n.a { mask: url(#m); cursor: url(data:image/png;base64,AA) }',
      'brand/bg.png': png,
      'a.woff2': font,
    })
    expect(findings).toStrictEqual([])
    expect(css).toMatch(
      /^:root\{.*\}\n\.bar \{ background: url\("bg\..{10}\.png"\) \}\n@font-face \{ src: url\("a\..{10}\.woff2#x"\) \}\n\.a \{ mask: url\("#m"\)/,
    )
    expect(theme.files).toHaveLength(4)
  })

  const refused: [css: string, place: string, expected: string][] = [
    ['@import "other.css";', '1:1', 'one file'],
    ['a{}\n  @IMPORT url(https://evil.example/a.css);', '2:3', 'one file'],
    ['a{background:url(https://evil.example/a.png)}', '1:14', 'a file of the project'],
    ['a{background:url("//evil.example/a.png")}', '1:18', 'a file of the project'],
    ['a{background:\\75rl(https://evil.example/a.png)}', '1:', 'a file of the project'],
    ['a{background:image-set("https://evil.example/a.png" 1x)}', '1:24', 'a file of the project'],
    ['a{background:url(/etc/passwd)}', '1:14', 'a file of the project'],
    ['a{background:url(../../../../../../../../etc/passwd)}', '1:14', 'a file of the repository that readers may see'],
    ['a{background:url(javascript:alert(1))}', '1:14', ''],
    ['a{background:url(data:text/html,x)}', '1:14', 'a file of the project'],
    ['a{background:src(var(--x))}', '1:14', 'an address in quotes'],
    ['a{background:url(none.png)}', '1:14', 'a file that is there'],
    ['a{content:"open\n}', '1:11', 'the sign that closes it'],
  ]
  test.each(refused)('%s is refused, and none of it is published', async (css, place, expected) => {
    const all = await sheet(css)
    expect(told(all)[0]).toMatch(new RegExp(`^brand/site.css:${place}.* expected ${expected}`))
    expect(all.css).toBe('')
  })

  test('with the end of a style element in it is a file all the same', async () => {
    const { css, findings } = await sheet('.a::after { content: "</style><script>alert(1)</script>" }')
    expect(findings).toStrictEqual([])
    expect(css).toContain('</style>')
  })
})

describe('Texts and links', () => {
  test.each([
    ['theme: { banner: "# Big" }\n', '1:18', 'theme.banner'],
    ['theme: { banner: { text: "a\\n\\nb" } }\n', '1:26', 'theme.banner'],
    ['theme: { footer: "- a\\n- b" }\n', '1:18', 'theme.footer'],
  ])('%j is no paragraph', async (yaml, place, key) => {
    expect(told(await read(yaml))).toStrictEqual([
      `waymark.yaml:${place} Unexpected text in \`${key}\`, expected one paragraph of Markdown`,
    ])
  })

  test.each([
    [
      'theme:\n  banner: { text: a, until: tomorrow }\n',
      '2:29 Unexpected `tomorrow`, expected a day such as `2026-12-24`',
    ],
    ['theme:\n  nav: [{ text: a }]\n', '2:9 Unexpected map without `href`, expected text under it'],
    [
      'theme:\n  nav: [{ text: a, href: "status:erp" }]\n',
      '2:26 Unexpected link to `status:erp` in `theme.nav`, expected a page or a web address',
    ],
    [
      'theme:\n  colour: red\n',
      '2:3 Unexpected key `colour` in `theme`, expected `accent`, `logo`, `icon`, `font`, `css`, `banner`, `nav` or `footer`',
    ],
  ])('%j is told at its place', async (yaml, expected) => {
    expect(told(await read(yaml))).toStrictEqual([`waymark.yaml:${expected}`])
  })

  test('are checked as those of pages are, from waymark.yaml on', async () => {
    const yaml = [
      'theme:',
      '  banner: "[gone](guidebooks/gone.md), [here](guidebooks/README.md)"',
      '  nav:',
      '    - { text: a, href: guidebooks/README.md#no-such }',
      '    - { text: b, href: "javascript:alert(1)" }',
      '    - { text: c, href: /erp/ }',
      '    - { text: d, href: "https://example.org/" }',
      '  footer: "[x](guidebooks/erp/README.md) <javascript:alert(1)>"',
      '',
    ].join('\n')
    const { root, remove } = writeProject({
      'waymark.yaml': yaml,
      'guidebooks/README.md': '# All\n\n[erp](erp/README.md)\n',
      'guidebooks/erp/README.md': '# ERP\n',
    })
    try {
      const { findings } = await checkFolder(root, { checks: [links] })
      expect(findings.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`)).toStrictEqual([
        'waymark.yaml:2:11 links/missing-file',
        'waymark.yaml:4:24 links/missing-anchor',
        'waymark.yaml:5:24 links/unsafe',
        'waymark.yaml:8:11 links/unsafe',
      ])
    } finally {
      remove()
    }
  })
})
