/** Whether what is typed goes into a field: then a key is no command. To that of a window that was just closed, keys still come for a moment. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target.closest('dialog:not([open])')) return false
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName)
}
