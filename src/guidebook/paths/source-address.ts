/** The address of a page's Markdown source, beside the page: `/erp/operations/` → `/erp/operations.md`. */
export function sourceAddress(address: string): string {
  return address === '/' ? '/index.md' : `${address.slice(0, -1)}.md`
}
