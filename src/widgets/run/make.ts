/** Makes an element with these properties and what stands in it. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...children)
  return element
}

export function button(text: string, onClick: () => void): HTMLButtonElement {
  const made = make('button', { type: 'button', textContent: text })
  made.addEventListener('click', onClick)
  return made
}
