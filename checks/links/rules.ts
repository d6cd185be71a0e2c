import { blocked } from './rules/external/blocked.ts'
import { certificate } from './rules/external/certificate.ts'
import { connect } from './rules/external/connect.ts'
import { dead } from './rules/external/dead.ts'
import { dns } from './rules/external/dns.ts'
import { downgrade } from './rules/external/downgrade.ts'
import type { ExternalRule } from './rules/external/external-rule.ts'
import { http } from './rules/external/http.ts'
import { missingFragment } from './rules/external/missing-fragment.ts'
import { notRecorded } from './rules/external/not-recorded.ts'
import { privateAddress } from './rules/external/private.ts'
import { redirect } from './rules/external/redirect.ts'
import { slow } from './rules/external/slow.ts'
import { timeout } from './rules/external/timeout.ts'
import { tls } from './rules/external/tls.ts'
import { backslash } from './rules/form/backslash.ts'
import { empty } from './rules/form/empty.ts'
import { invalidUrl } from './rules/form/invalid-url.ts'
import { mailAddress } from './rules/form/mail-address.ts'
import { percentEncoding } from './rules/form/percent-encoding.ts'
import { telephone } from './rules/form/telephone.ts'
import { undefinedReference } from './rules/form/undefined-reference.ts'
import { unknownScheme } from './rules/form/unknown-scheme.ts'
import { unsafe } from './rules/form/unsafe.ts'
import { activePicture } from './rules/target/active-picture.ts'
import { otherCase } from './rules/target/case.ts'
import { draft } from './rules/target/draft.ts'
import { excluded } from './rules/target/excluded.ts'
import { folderWithoutPage } from './rules/target/folder-without-page.ts'
import { htmlForPage } from './rules/target/html-for-page.ts'
import { missingAnchor } from './rules/target/missing-anchor.ts'
import { missingFile } from './rules/target/missing-file.ts'
import { missingImage } from './rules/target/missing-image.ts'
import { missingLine } from './rules/target/missing-line.ts'
import { otherRules } from './rules/target/other-rules.ts'
import { outsideRepository } from './rules/target/outside-repository.ts'
import { sharedCause } from './rules/target/shared-cause.ts'
import { unknownStatus } from './rules/target/unknown-status.ts'
import { unreadablePicture } from './rules/target/unreadable-picture.ts'

/** Where a link leads, in the order of the manual. */
const targetRules = [
  missingFile,
  missingImage,
  missingAnchor,
  otherRules,
  missingLine,
  otherCase,
  htmlForPage,
  outsideRepository,
  folderWithoutPage,
  excluded,
  unreadablePicture,
  activePicture,
  draft,
  unknownStatus,
  sharedCause,
] as const

/** How a link is written. */
const formRules = [
  undefinedReference,
  empty,
  backslash,
  percentEncoding,
  invalidUrl,
  mailAddress,
  telephone,
  unknownScheme,
  unsafe,
] as const

/** What the network says. */
export const externalRules: readonly ExternalRule[] = [
  dead,
  dns,
  connect,
  tls,
  http,
  timeout,
  slow,
  blocked,
  privateAddress,
  redirect,
  downgrade,
  certificate,
  missingFragment,
  notRecorded,
]

/** Every rule of this check. */
export const linkRules = [...targetRules, ...formRules, ...externalRules] as const
