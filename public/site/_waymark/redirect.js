// Goes to the page's new address with what was asked for besides: a query such as `?namespace=erp`, which may stand in the
// fragment too, where no server sees it: behind that of the section.
const link = document.querySelector('a')
if (link) {
  const to = new URL(link.href)
  to.search = location.search
  if (location.hash.startsWith('#?')) to.hash += location.hash.slice(1)
  else if (location.hash !== '') to.hash = location.hash
  location.replace(to.href)
}
