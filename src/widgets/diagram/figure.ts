import './large-style.ts'
import { addMap } from './map.ts'
import { copyButton, saveButton, toolButton } from './tools.ts'

const large = 'M12 3h5v5M8 17H3v-5M17 3l-6 6M3 17l6-6'

/** Adds its tools to a diagram that has a picture. */
export function addTools(diagram: HTMLElement): void {
  const box = diagram.querySelector<HTMLElement>('.diagram-box')
  const figure = box?.parentElement
  if (!figure || figure.querySelector('.tools')) return
  addMap(box)
  const tools = document.createElement('div')
  tools.className = 'tools'
  tools.append(
    toolButton('Open large', large, async () => (await import('./viewer.ts')).openDiagram(diagram)),
    copyButton(diagram),
    saveButton(diagram),
  )
  figure.append(tools)
}

/** How far from the screen a diagram is drawn that has no picture. */
const near = '400px'

/** Draws a diagram that the build has not drawn, when it comes near. */
export function drawWhenNear(diagram: HTMLElement): void {
  const observer = new IntersectionObserver(
    async (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      observer.disconnect()
      const { drawInPlace } = await import('./drawing.ts')
      if (await drawInPlace(diagram)) addTools(diagram)
    },
    { rootMargin: near },
  )
  observer.observe(diagram)
}
