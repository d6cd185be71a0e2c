import { html } from 'hono/html'
import { describeFault, type Fault, type FaultName, type Layer } from './fault.ts'
import type { Faults } from './faults.ts'
import { type Service, services } from './world.ts'

const layers: Readonly<Record<Layer, string>> = {
  system: 'The system',
  http: 'Its answers',
  tls: 'TLS and certificate',
  connection: 'Connection',
  dns: 'DNS',
}

/** What most people want to see first. */
const first: readonly FaultName[] = ['down', 'slow', 'error-500', 'name-returned']

/** The page that breaks and mends; it works without scripts. `site`: where the guidebooks are shown. */
export function labPage(faults: Faults, site: string | undefined) {
  const broken = services.filter(({ id }) => faults.of(id))
  const count = broken.length === 0 ? 'Every service is well' : `${broken.length} of ${services.length} are broken`
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${count} · Waymark lab</title>
<link rel="stylesheet" href="/lab.css">
<link rel="icon" href="data:,">
</head>
<body>
<header>
<h1>Waymark lab</h1>
<p>A small world on this machine that plays the systems of the guidebooks. Break one, and watch ${
    site === undefined ? 'the site' : html`<a href="${site}" target="_blank" rel="noopener">the site</a>`
  } tell.</p>
<p class="count" role="status">${count}</p>
${broken.length === 0 ? '' : html`<form method="post" action="/mend"><button>Mend all</button></form>`}
</header>
<main>${services.map((service) => card(service, faults.of(service.id)))}</main>
</body>
</html>
`
}

function card(service: Service, fault: Fault | undefined) {
  const { id, title, host, path = '', retired } = service
  const others = service.faults.filter((name) => !first.includes(name))
  return html`
<section id="${id}" aria-labelledby="${id}-title"${fault ? html` class="broken"` : ''}>
<h2 id="${id}-title">${title}</h2>
<p class="host">${host === undefined ? retired : `${host}${path}`}</p>
<p class="state">${fault ? describeFault(fault.name).title : 'Well'}</p>
<div class="buttons">
${fault ? html`<form method="post" action="/mend"><button name="service" value="${id}">Mend</button></form>` : ''}
${breakForm(
  service,
  service.faults.filter((name) => first.includes(name)),
  fault,
)}
</div>
${others.length === 0 ? '' : html`<details><summary>More faults</summary>${groups(service, others, fault)}</details>`}
</section>`
}

function groups(service: Service, names: readonly FaultName[], fault: Fault | undefined) {
  const byLayer = Map.groupBy(names, (name) => describeFault(name).layer)
  return Object.entries(layers).map(([layer, title]) => {
    const [, inside] = [...byLayer].find(([one]) => one === layer) ?? []
    return inside ? html`<h3>${title}</h3>${breakForm(service, inside, fault)}` : ''
  })
}

function breakForm({ id }: Service, names: readonly FaultName[], fault: Fault | undefined) {
  const button = (name: FaultName) => {
    const isNow = fault?.name === name
    return html`<button name="fault" value="${name}" aria-pressed="${String(isNow)}">${describeFault(name).title}</button>`
  }
  return html`<form method="post" action="/break"><input type="hidden" name="service" value="${id}">${names.map(button)}</form>`
}
