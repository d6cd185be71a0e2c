// Runs in a process of its own, so that what breaks it breaks nothing else. Writes what it finds line by line.
import { LinkChecker, LinkState } from 'linkinator'
import { BrokenLinkCheck } from './broken-link-check.ts'
import { type CrawlMessage, crawlTask } from './crawl-message.ts'
import { SiteFolder } from './site-folder.ts'
import { isCss, isHtml, SiteServer } from './site-server.ts'

/** More would say the same many times over. */
const mostReported = 10_000

/** Everything is on this machine: more at once would only take more memory. */
const atOnce = 8

/** linkinator looks through all of its results for each link again, so it is given a part of the site at a time. */
const together = 500

function report(message: CrawlMessage): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

async function crawl(site: SiteFolder, server: SiteServer): Promise<void> {
  const brokenLinks = new BrokenLinkCheck(site, server.origin)
  const files = [...site.files].filter((file) => isHtml(file) || isCss(file)).sort()
  const checker = new LinkChecker()
  let count = 0
  checker.on('pagestart', (url) => report({ type: 'page', page: new URL(url).pathname }))
  checker.on('link', ({ state, url, parent }) => {
    if (state !== LinkState.BROKEN || parent === undefined) return
    const broken = brokenLinks.check(url, parent)
    if (broken && ++count <= mostReported) report(broken)
  })
  for (let first = 0; first < files.length; first += together) {
    // Every file by name: one that no link leads to is looked at too.
    const some = files.slice(first, first + together).map((file) => server.origin + site.pathOf(file))
    await checker.check({
      path: some,
      recurse: false,
      checkFragments: true,
      checkCss: true,
      concurrency: atOnce,
      timeout: 0,
      linksToSkip: async (link) => !link.startsWith(`${server.origin}/`),
    })
  }
  report({ type: 'end', unreported: Math.max(0, count - mostReported) })
}

// Standard input ends when whoever started it is gone.
process.stdin.resume().once('end', () => process.exit(1))
const { folder, base, isOfOthers, host } = crawlTask.parse(JSON.parse(process.argv[2] ?? ''))
const site = await SiteFolder.read(folder, base, isOfOthers)
const server = await SiteServer.start(site, { host, onLarge: (page) => report({ type: 'large', page }) })
await crawl(site, server)
server.stop()
process.stdin.destroy()
