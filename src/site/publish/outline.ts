import { ownerOf, type Page } from '../../guidebook/page.ts'
import { headerValue } from '../../guidebook/parts/header-block.ts'
import type { ShownRule } from '../alerts/site-alerts.ts'
import type { Outline, OutlineAlert, OutlinePage } from '../contract/outline.ts'
import type { Site } from '../site.ts'

/** What a site is made of, for programs. */
export function outlineOf(site: Site): Outline {
  const { commit } = site
  return {
    version: 1,
    ...(commit !== undefined && { commit }),
    pages: site.builtPages.map((page) => pageOf(site, page)),
    alerts: site.alerts.all().map(alertOf),
    services: site.status.services.map(({ id, name, description, owner, runbook, probes }) => ({
      id,
      name,
      ...(description !== undefined && { description }),
      ...(owner !== undefined && { owner }),
      ...(runbook && { runbook: runbook.href }),
      probes: probes.map((probe) => probe.id),
    })),
  }
}

function pageOf(site: Site, page: Page): OutlinePage {
  const status = headerValue(page.header, 'Status')
  const lastUpdated = headerValue(page.header, 'Last Updated')
  const owner = ownerOf(page)
  const changed = site.changed(page)
  return {
    address: site.guidebooks.addressOf(page),
    file: site.inRepository(page),
    title: page.title,
    guidebook: site.guidebooks.guidebookOf(page),
    ...(status !== undefined && { status }),
    ...(owner !== undefined && { owner }),
    ...(lastUpdated !== undefined && { lastUpdated }),
    ...(changed !== undefined && { changed }),
    headings: page.headings.map(({ depth, anchor, text }) => [depth, anchor, text]),
  }
}

function alertOf({ name, page, elsewhere, rules }: ReturnType<Site['alerts']['all']>[number]): OutlineAlert {
  return {
    name,
    ...(page && {
      runbook: { address: page.address, ...(page.anchor !== undefined && { anchor: page.anchor }) },
    }),
    ...(elsewhere !== undefined && { elsewhere }),
    rules: rules.map(ruleOf),
  }
}

function ruleOf({ severity, for: hold, expression, labels, annotations, file, line }: ShownRule) {
  return {
    ...(severity !== undefined && { severity }),
    ...(hold !== undefined && { for: hold }),
    ...(expression !== undefined && { expression }),
    labels: Object.fromEntries(labels),
    annotations: Object.fromEntries(annotations),
    file,
    line,
  }
}
