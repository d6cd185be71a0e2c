/** Adds a style that only few pages have: it comes with its script, which alone makes what it is for. */
export function adoptStyle(text: string): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(text)
  document.adoptedStyleSheets.push(sheet)
}
