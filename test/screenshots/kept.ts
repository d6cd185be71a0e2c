import { promises as fs } from 'node:fs'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import type { Shot } from './shots.ts'

/** What is pictured: one of the sites of the shots, or the gallery in a theme of its own. */
export type PicturedSite = Shot['site'] | 'themed'

/** A picture that README or the manual shows. */
interface KeptPicture {
  /** Of the shot that it is. */
  shot: string
  site: PicturedSite
  /** In `public/screenshots`. */
  file: string
  /** The page of the manual that has a place for it, `<!-- picture: FILE -->`, and what it says to whoever cannot see it. */
  manual?: { page: string; alt: string }
}

const kept: readonly KeptPicture[] = [
  { shot: 'runbook', site: 'guidebooks', file: 'page.png' },
  {
    shot: 'status',
    site: 'guidebooks',
    file: 'status.webp',
    manual: {
      page: 'guidebooks/waymark/status-on-pages.md',
      alt: 'The status page: a sentence, a service that is down and one that is degraded with their reasons and last days, and those that are well by guidebook',
    },
  },
  {
    shot: 'search',
    site: 'guidebooks',
    file: 'search.webp',
    manual: {
      page: 'guidebooks/waymark/search.md',
      alt: 'The dialog of search over a page: results with the sections below their page, the state of its services, and the reason of each match',
    },
  },
  {
    shot: 'code',
    site: 'themed',
    file: 'theme.webp',
    manual: {
      page: 'guidebooks/waymark/theme.md',
      alt: 'A page in violet and Source Serif, with an announcement above it and links of the site in its bar',
    },
  },
  {
    shot: 'changes',
    site: 'change',
    file: 'changes.webp',
    manual: {
      page: 'guidebooks/waymark/commands/preview.md',
      alt: 'The list of what a change means: the verdict in one line, then each new finding with what broke it and where it stands',
    },
  },
  {
    shot: 'changed-page',
    site: 'change',
    file: 'changed-page.webp',
    manual: {
      page: 'guidebooks/waymark/review-a-change.md',
      alt: 'A page with its changes marked: in a table one word of a host struck through and its successor underlined, below it a diagram before and now, side by side',
    },
  },
  {
    shot: 'values',
    site: 'guidebooks',
    file: 'values.webp',
    manual: {
      page: 'guidebooks/waymark/write-for-the-night.md',
      alt: 'The head of a page with the fields namespace and pod, both filled in from the link, and below it two commands that have these values, underlined twice',
    },
  },
  {
    shot: 'kept-copy',
    site: 'guidebooks',
    file: 'kept-copy.webp',
    manual: {
      page: 'guidebooks/waymark/outage.md',
      alt: 'A runbook below a bar that says of when the kept copy is and that the server does not answer; nobody claims to know how the services are',
    },
  },
  {
    shot: 'run',
    site: 'guidebooks',
    file: 'run.webp',
    manual: {
      page: 'guidebooks/waymark/on-call.md',
      alt: 'Steps of a runbook with the buttons Done, Skip and Note: the first one is ticked with its time and how the service was, the next one is marked, and a bar at the foot says how far the run is',
    },
  },
]

interface KeepOptions {
  /** Absolute folder of the repository. */
  root: string
  /** Takes the picture of a shot, as PNG; none of one that nobody asked for. */
  picture: (site: PicturedSite, shot: string) => Promise<Buffer | undefined>
}

/** Writes the pictures into the repository, and into their places in the manual. Returns their files. */
export async function keepPictures(browser: Browser, { root, picture }: KeepOptions): Promise<string[]> {
  const files: string[] = []
  for (const { shot, site, file, manual } of kept) {
    const png = await picture(site, shot)
    if (!png) continue
    const target = path.join(root, 'public', 'screenshots', file)
    await fs.writeFile(target, file.endsWith('.webp') ? await webp(browser, png) : png)
    if (manual) await showIn(path.join(root, manual.page), target, manual.alt)
    files.push(target)
  }
  return files
}

/** A picture as WebP, which a browser writes by itself. */
async function webp(browser: Browser, png: Buffer): Promise<Buffer> {
  const page = await browser.newPage()
  const url = await page.evaluate(
    async (source) => {
      const image = await createImageBitmap(await (await fetch(source)).blob())
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height })
      canvas.getContext('2d')?.drawImage(image, 0, 0)
      return canvas.toDataURL('image/webp', 0.86)
    },
    `data:image/png;base64,${png.toString('base64')}`,
  )
  await page.close()
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}

/** Puts a picture below its place in a page, where it does not stand there yet. */
async function showIn(page: string, picture: string, alt: string): Promise<void> {
  const text = await fs.readFile(page, 'utf8')
  const place = `<!-- picture: ${path.basename(picture)} -->`
  const image = `![${alt}](${path.relative(path.dirname(page), picture).split(path.sep).join('/')})`
  const shown = text.replace(new RegExp(`^${place}\\n(?:\\n!\\[.*\\n)?`, 'm'), `${place}\n\n${image}\n`)
  if (shown !== text) await fs.writeFile(page, shown)
}
