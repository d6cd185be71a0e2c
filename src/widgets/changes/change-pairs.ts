// Both moments of a picture stand side by side; a reader may lay one over the other, with a line between them that moves.
// Imports nothing: a preview in one file has it in itself.

const startPercent = 50

function addSlider(pair: HTMLElement): void {
  const button = Object.assign(document.createElement('button'), {
    type: 'button',
    className: 'change-slide',
    textContent: 'Lay over each other',
  })
  button.setAttribute('aria-pressed', 'false')
  const line = Object.assign(document.createElement('label'), { className: 'change-line-at', hidden: true })
  const text = Object.assign(document.createElement('span'), { textContent: 'Before, from the left' })
  const range = Object.assign(document.createElement('input'), { type: 'range', min: '0', max: '100' })
  line.append(text, range)
  const move = () => {
    pair.style.setProperty('--change-at', `${range.value}%`)
    range.setAttribute('aria-valuetext', `${range.value} % as it was before`)
  }
  range.addEventListener('input', move)
  button.addEventListener('click', () => {
    const isOver = pair.classList.toggle('is-over')
    button.setAttribute('aria-pressed', String(isOver))
    line.hidden = !isOver
    range.value = String(startPercent)
    move()
  })
  // What is wider than its place is looked at in the same part of both.
  const follow = ({ target }: Event) => {
    if (!(target instanceof HTMLElement)) return
    for (const box of pair.querySelectorAll<HTMLElement>('.diagram-box'))
      if (box !== target && box.scrollLeft !== target.scrollLeft) box.scrollLeft = target.scrollLeft
  }
  pair.addEventListener('scroll', follow, { capture: true, passive: true })
  const tools = Object.assign(document.createElement('div'), { className: 'change-pair-tools' })
  tools.append(button, line)
  pair.querySelector(':scope > .change-before')?.before(tools)
}

for (const pair of document.querySelectorAll<HTMLElement>('.change-pair')) addSlider(pair)
