import type { Review, ReviewPage } from '../../review/review.ts'
import type { RenderedPage } from '../markdown/render.ts'

/** Where a preview lists what changed. */
export const changesAddress = '/_changes/'

/** Where a preview publishes all that it tells, as data. */
export const reviewAddress = `${changesAddress}review.json`

/** Where a preview shows pages that are gone, below it at their former addresses. */
const goneFolder = `${changesAddress}gone`

/** Where a preview publishes pictures as they were before. */
const pictureFolder = `${changesAddress}before`

/** The change that a site shows: which, and what is seen of it on each page. */
export interface Preview {
  stamp: PreviewStamp
  /** Whether the pages that changed are all that is built. */
  isPart: boolean
  /** Whether it follows what is written. */
  isLive?: boolean
  /** Where it does: whether it is known yet what else the change means. */
  isChecked?: boolean
  /** By the addresses of pages, what changed on them. */
  changes: Pick<ReadonlyMap<string, ChangedPage>, 'get' | 'has'>
  /** The pages of the preview's own by their addresses: the list of what changed, and the pages that are gone. */
  ownPages: ReadonlyMap<string, PreviewPage>
  review: Review
  /** Of each page of a change, by its address, the one that a reviewer looks at next; absent where that is not known. */
  following?: ReadonlyMap<string, { title: string; address: string }>
  /** Pictures as they were before. */
  pictures: readonly FormerPicture[]
  /** Addresses of files that pages led to before, and that are not published any more. */
  goneFiles: ReadonlySet<string>
  /** Where the site is published that the change is for, if that is known. */
  published?: PublishedPlace
  /** Whether a diagram of before is left to the browsers of readers. */
  needsDrawing: boolean
}

export interface PublishedPlace {
  origin: string
  /** The path there, with a slash at both ends. */
  base: string
}

/** A picture that is another one now, or none: the absolute file, and where a preview publishes it. */
export interface FormerPicture {
  source: string
  address: string
  kind: 'picture' | 'copy'
}

/** What each page of a preview says of it. */
export interface PreviewStamp {
  /** Shortened; where the preview follows what is written, the one that it is compared with. */
  commit: string
  /** Whether it shows files that are not committed. */
  isWorktree: boolean
  /** What it is compared with, as it was named. */
  base: string
  /** ISO 8601. */
  made: string
}

export interface ChangedPage {
  page: ReviewPage
  /** The page with the changes marked in it; absent of pages that are shown as they are. */
  rendered?: RenderedPage
}

/** A page of the preview's own. */
export type PreviewPage =
  | { kind: 'changes'; title: string }
  | { kind: 'gone'; title: string; page: ReviewPage; rendered: RenderedPage }

/** Where a page is shown that is gone, by its former address. */
export function goneAddress(address: string): string {
  return goneFolder + address
}

/** Where a picture of before is shown, by its former address. */
export function formerPictureAddress(address: string): string {
  return pictureFolder + address
}
