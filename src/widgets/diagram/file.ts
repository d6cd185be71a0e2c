/** Saves the picture that a diagram shows now as a file that needs nothing of the site. */
export function saveDiagram(diagram: HTMLElement): void {
  const svg = shownPicture(diagram)
  if (!svg) return
  const url = URL.createObjectURL(new Blob([standalone(svg)], { type: 'image/svg+xml' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${fileName(diagram, svg)}.svg`
  link.click()
  // The browser takes it after the click; a minute is long enough for a slow one.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Of two pictures, that of the theme; none where there is no picture. */
export function shownPicture(diagram: HTMLElement): SVGSVGElement | undefined {
  const pictures = [...diagram.querySelectorAll<SVGSVGElement>('.diagram-box > svg:not(.diagram-least)')]
  return pictures.find((svg) => getComputedStyle(svg).display !== 'none') ?? pictures[0]
}

/** What a picture is called by those who made it. */
export function pictureTitle(picture: SVGSVGElement): string | undefined {
  return picture.querySelector(':scope > title')?.textContent ?? undefined
}

/** An SVG file: the colours of one theme, a ground, and a family of fonts, since no style sheet goes with it. */
function standalone(shown: SVGSVGElement): string {
  const svg = shown.cloneNode(true)
  if (!(svg instanceof SVGSVGElement)) return ''
  const isDark = darkIn(shown)
  for (const name of ['class', 'id']) svg.removeAttribute(name)
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  for (const element of [svg, ...svg.querySelectorAll('*')]) {
    for (const { name, value } of element.attributes) {
      if (value.includes('light-dark(')) element.setAttribute(name, inTheme(value, isDark))
    }
  }
  const text = shown.querySelector('text:not([font-family])')
  svg.setAttribute('font-family', text ? getComputedStyle(text).fontFamily : 'sans-serif')
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  const { x, y, width, height } = svg.viewBox.baseVal
  for (const [name, value] of Object.entries({ x, y, width, height })) ground.setAttribute(name, String(value))
  ground.setAttribute('fill', groundOf(shown))
  const words = [...svg.querySelectorAll(':scope > title, :scope > desc')].at(-1)
  if (words) words.after(ground)
  else svg.prepend(ground)
  return new XMLSerializer().serializeToString(svg)
}

function darkIn(element: Element): boolean {
  const scheme = getComputedStyle(element).colorScheme
  return scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
}

/** The first colour behind an element that can be seen. */
function groundOf(element: Element): string {
  for (let around: Element | null = element; around; around = around.parentElement) {
    const color = getComputedStyle(around).backgroundColor
    if (color !== 'rgba(0, 0, 0, 0)') return color
  }
  return 'white'
}

/** A value with one colour for each `light-dark(a, b)`. */
export function inTheme(value: string, isDark: boolean): string {
  const start = value.indexOf('light-dark(')
  if (start < 0) return value
  const from = start + 'light-dark('.length
  let depth = 1
  let comma = -1
  let end = from
  for (; end < value.length && depth > 0; end++) {
    const sign = value[end]
    if (sign === '(') depth++
    else if (sign === ')') depth--
    else if (sign === ',' && depth === 1 && comma < 0) comma = end
  }
  if (comma < 0 || depth > 0) return value
  const color = isDark ? value.slice(comma + 1, end - 1) : value.slice(from, comma)
  return value.slice(0, start) + color.trim() + inTheme(value.slice(end), isDark)
}

/** After the page and the diagram's title, or its number on the page. */
function fileName(diagram: HTMLElement, picture: SVGSVGElement): string {
  const page = decodeURIComponent(location.pathname).split('/').filter(Boolean).at(-1) ?? 'guidebooks'
  const number = [...document.querySelectorAll('waymark-diagram')].indexOf(diagram) + 1
  return `${plain(page)}-${plain(pictureTitle(picture) ?? '') || `diagram-${number}`}`
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80)
}
