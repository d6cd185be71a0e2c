/** The address of a page as it stands in a link. What is bundled for pages on a disk has `copy/file-href.ts` in this place. */
export function pageHref(base: string, address: string): string {
  return base + address.slice(1).split('/').map(encodeURIComponent).join('/')
}
