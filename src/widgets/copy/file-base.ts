// Before anything else of a page on a disk: its elements know the folder of the copy from where the page stands.
for (const element of document.querySelectorAll<HTMLElement>('[data-base]'))
  element.dataset.base = new URL(element.dataset.base ?? './', location.href).pathname
