/** Writes on a page that is printed from where, and when. A sheet is read where there is no address bar. */
export function stampPrints(root: Document): void {
  const stamp = root.querySelector('.print-stamp')
  const printed = document.createElement('span')
  addEventListener('beforeprint', () => {
    if (!stamp) return
    const [address] = stamp.children
    // What stands behind it may be a value that is not for paper; a disk's own address helps nobody.
    if (address && location.protocol !== 'file:') address.textContent = location.origin + location.pathname
    printed.textContent = `printed ${new Date().toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' })}`
    stamp.append(printed)
  })
}
