/** An id that nothing on the page has, such as `wm-tab-1`. */
export function freeId(kind: string): string {
  for (let n = 1; ; n++) {
    const id = `wm-${kind}-${n}`
    if (!document.getElementById(id)) return id
  }
}
