/** A file that is the page of its folder. Some generators write `index.html.md`, after the file that they make of it. */
export const folderPagePattern = /(^|\/)(?:readme|_?index)(?:\.html?)?\.mdx?$/i

/** What makes a page of a name: `.md`, and `.html.md`, whose address is without both. */
const pageEnding = /(?:(?<=[^/])\.html?)?\.mdx?$/i

/** A page's file without what makes it a page: `erp/operations.md` and `erp/operations.html.md` → `erp/operations`. */
export function withoutPageEnding(file: string): string {
  return file.replace(pageEnding, '')
}
