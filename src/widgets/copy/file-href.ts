/** The address of a page on a disk as it stands in a link: no server looks into a folder for its page. */
export function pageHref(base: string, address: string): string {
  const file = address.endsWith('/') ? `${address}index.html` : address
  return base + file.slice(1).split('/').map(encodeURIComponent).join('/')
}
