import type { ClaimCounts } from '../../finding/claim.ts'
import { type Badge, badgeColors } from '../../svg/badge.ts'
import { shortClaimText } from '../../text/claim-text.ts'

/** How much of a page, or of all of them, is held. */
export function claimBadge(counts: ClaimCounts): Badge {
  const { holds, differs } = counts
  const color = differs > 0 ? badgeColors.caution : holds > 0 ? badgeColors.good : badgeColors.plain
  return { label: 'claims', message: shortClaimText(counts), color }
}

/** Where the badge of the page at an address is published; that of the home page has its file's name. */
export function claimBadgeAddress(address: string): string {
  return `/_waymark/claims/${address === '/' ? 'index.html' : address.slice(1, -1)}.svg`
}
