// Goes to the page's new address with what was asked for besides: a query such as `?namespace=erp`.
const link = document.querySelector('a')
if (link) {
  const to = new URL(link.href)
  to.search = location.search
  if (location.hash !== '') to.hash = location.hash
  location.replace(to.href)
}
