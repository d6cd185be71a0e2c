/** Marks the section that is being read in the table of contents. */
class ContentsElement extends HTMLElement {
  #links = new Map<string, HTMLAnchorElement>()
  #headings: HTMLElement[] = []
  #isDue = false

  connectedCallback(): void {
    for (const link of this.querySelectorAll('a')) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)))
      if (!heading) continue
      this.#links.set(heading.id, link)
      this.#headings.push(heading)
    }
    addEventListener('scroll', this.#follow, { passive: true })
    addEventListener('resize', this.#follow, { passive: true })
    this.#mark()
  }

  disconnectedCallback(): void {
    removeEventListener('scroll', this.#follow)
    removeEventListener('resize', this.#follow)
  }

  /** Once a frame at most. */
  #follow = (): void => {
    if (this.#isDue) return
    this.#isDue = true
    requestAnimationFrame(() => {
      this.#isDue = false
      this.#mark()
    })
  }

  #mark(): void {
    const line = innerHeight / 4
    const isAtEnd = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 4
    const passed = this.#headings.filter((heading) => isAtEnd || heading.getBoundingClientRect().top <= line)
    const current = passed.at(-1)
    for (const [id, link] of this.#links) {
      if (id === current?.id) link.setAttribute('aria-current', 'true')
      else link.removeAttribute('aria-current')
    }
  }
}

customElements.define('waymark-contents', ContentsElement)
