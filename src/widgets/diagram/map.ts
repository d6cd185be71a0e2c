import { freeId } from '../browser/free-id.ts'

const svgNames = 'http://www.w3.org/2000/svg'

/**
 * Under a picture that is wider than its box: the whole of it, small, with a frame around what is seen. A pointer moves
 * the box there; by keyboard the box itself scrolls, so to those who do not see it there is nothing to tell. Nothing
 * that a reader looks at moves for it: where its place is on the screen, it waits until they turn to the picture.
 */
export function addMap(box: HTMLElement): void {
  const { bottom } = box.getBoundingClientRect()
  if (bottom < 0 || bottom > innerHeight) {
    showMap(box)
    return
  }
  const turned = new AbortController()
  const show = () => {
    turned.abort()
    showMap(box)
  }
  for (const name of ['pointerenter', 'focus', 'scroll']) box.addEventListener(name, show, { signal: turned.signal })
}

function showMap(box: HTMLElement): void {
  let map: HTMLElement | undefined
  const show = () => {
    const { scrollWidth, clientWidth, scrollLeft } = box
    const isWide = scrollWidth > clientWidth + 1
    if (isWide && !map) {
      map = mapOf(box)
      box.after(map)
    }
    if (!map) return
    map.hidden = !isWide
    const seen = map.querySelector<HTMLElement>('.diagram-seen')
    if (!seen) return
    seen.style.left = `${(100 * scrollLeft) / scrollWidth}%`
    seen.style.width = `${(100 * clientWidth) / scrollWidth}%`
  }
  new ResizeObserver(show).observe(box)
  box.addEventListener('scroll', show, { passive: true })
}

/** How high a map may be. */
const mostRem = 6

function mapOf(box: HTMLElement): HTMLElement {
  const map = document.createElement('div')
  map.className = 'diagram-map'
  map.setAttribute('aria-hidden', 'true')
  const picture = document.createElementNS(svgNames, 'svg')
  // Of two pictures, the one that is not shown leaves nothing here either.
  for (const shown of box.querySelectorAll<SVGSVGElement>(':scope > svg:not(.diagram-least)')) {
    const { width, height } = shown.viewBox.baseVal
    picture.setAttribute('viewBox', `0 0 ${width} ${height}`)
    map.style.maxWidth = `${(mostRem * width) / height}rem`
    shown.id ||= freeId('picture')
    const use = document.createElementNS(svgNames, 'use')
    use.setAttribute('href', `#${shown.id}`)
    use.setAttribute('width', String(width))
    use.setAttribute('height', String(height))
    picture.append(use)
  }
  const seen = document.createElement('div')
  seen.className = 'diagram-seen'
  map.append(picture, seen)
  const go = (event: PointerEvent) => {
    const { left, width } = map.getBoundingClientRect()
    box.scrollLeft = ((event.clientX - left) / width) * box.scrollWidth - box.clientWidth / 2
  }
  map.addEventListener('pointerdown', (event) => {
    map.setPointerCapture(event.pointerId)
    go(event)
  })
  map.addEventListener('pointermove', (event) => map.hasPointerCapture(event.pointerId) && go(event))
  return map
}
