/**
 * Puts a field into an element by which a reader leaves of a list what has the typed words. `filter` is given these,
 * in lower case and empty for all, and returns what is left in words, which is read out.
 */
export function addFilterField(
  host: HTMLElement,
  label: string,
  filter: (words: readonly string[]) => string,
): HTMLInputElement {
  const input = document.createElement('input')
  const count = document.createElement('output')
  const box = document.createElement('label')
  Object.assign(input, { type: 'search', autocomplete: 'off', spellcheck: false })
  box.append(`${label} `, input)
  host.classList.add('filter')
  host.append(box, count)
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean)
    const left = filter(words)
    count.textContent = words.length === 0 ? '' : left
  })
  return input
}
