/**
 * The Content-Security-Policy of a document in which diagrams are drawn: Mermaid writes style sheets and labels of strangers into
 * it, which shall load nothing. Scripts and fonts are the document's own.
 */
export const drawingPolicy =
  "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; font-src 'self'; base-uri 'none'; form-action 'none'"
