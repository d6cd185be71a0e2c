/** A diagram. What it needs beyond its picture is loaded by pages that have one. */
class DiagramElement extends HTMLElement {
  async connectedCallback(): Promise<void> {
    const { addTools, drawWhenNear } = await import('./figure.ts')
    if (this.dataset.frame === undefined) addTools(this)
    else drawWhenNear(this)
  }
}

customElements.define('waymark-diagram', DiagramElement)
