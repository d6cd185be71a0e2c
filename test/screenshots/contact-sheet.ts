/** One picture of a page, and the one that was made before it, by their files beside the sheet. */
export interface SheetPicture {
  page: string
  size: string
  scheme: string
  now: string
  before?: string
}

/** All pictures on one page of HTML; each beside what it looked like the time before. */
export function contactSheet(pictures: readonly SheetPicture[]): string {
  const groups = [...Map.groupBy(pictures, ({ page }) => page)]
  const figure = ({ size, scheme, now, before }: SheetPicture) => {
    const shown = before === undefined ? [now] : [before, now]
    const images = shown.map(
      (file) => `<a href="${file}"><img src="${file}" class="${size}" alt="" loading="lazy"></a>`,
    )
    return `<figure><figcaption>${size}, ${scheme}${before === undefined ? '' : ': before, now'}</figcaption>${images.join('')}</figure>`
  }
  const sections = groups.map(([page, list]) => `<h2>${page}</h2><div>${list.map(figure).join('')}</div>`)
  const style =
    'body{font:14px system-ui;margin:2rem;background:#888}div{display:flex;flex-wrap:wrap;gap:1rem;align-items:start}' +
    'figure{margin:0;padding:.5rem;background:#fff}img{display:inline-block;margin:.25rem}.desktop{width:440px}.phone{width:170px}'
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Screenshots</title><style>${style}</style>${sections.join('')}</html>\n`
}
