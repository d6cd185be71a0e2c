import '../diagram/large-style.ts'

/** An image that is shown smaller than it is gets a button around it, which opens it large. One that leads elsewhere does not. */
function addZoom(image: HTMLImageElement): void {
  if (image.closest('a, button, summary')) return
  const sizes = new ResizeObserver(() => {
    const size = ownSize(image)
    if (image.clientWidth < leastPx || size.width < 1.1 * image.clientWidth) return
    sizes.disconnect()
    const title = titleOf(image)
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'zoom' })
    button.title = 'Open large'
    button.setAttribute('aria-label', `Open large: ${title}`)
    button.addEventListener('click', async () =>
      (await import('../diagram/viewer.ts')).openImage(image, title, ownSize(image)),
    )
    const shown = image.closest('picture') ?? image
    shown.replaceWith(button)
    button.append(shown)
  })
  sizes.observe(image)
}

/** What is shown smaller is a sign, and no picture to look at. */
const leastPx = 120

/** A drawing has no pixels of its own: then it is as large as the page says. */
function ownSize(image: HTMLImageElement): { width: number; height: number } {
  const width = Math.max(image.naturalWidth, Number(image.getAttribute('width')) || 0)
  const ratio = image.naturalHeight / image.naturalWidth || image.clientHeight / image.clientWidth
  return { width, height: width * ratio }
}

function titleOf(image: HTMLImageElement): string {
  const caption = image.closest('figure')?.querySelector('figcaption')?.textContent?.trim()
  return caption || image.alt || 'Image'
}

for (const image of document.querySelectorAll<HTMLImageElement>('.prose img')) addZoom(image)
