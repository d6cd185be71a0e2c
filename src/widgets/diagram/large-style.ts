import text from '../../styles/diagram-viewer.css?inline'

/** The style of what only few pages have comes with its scripts, and not with every page. A second time nothing happens. */
export function adoptLargeStyle(): void {
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet)
}

const sheet = new CSSStyleSheet()
sheet.replaceSync(text)
