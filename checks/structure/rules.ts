import { breadcrumbSteps } from './breadcrumb/breadcrumb-steps.ts'
import { breadcrumbTarget } from './breadcrumb/breadcrumb-target.ts'
import { breadcrumbText } from './breadcrumb/breadcrumb-text.ts'
import { missingBreadcrumb } from './breadcrumb/missing-breadcrumb.ts'
import { futureDate } from './header/future-date.ts'
import { invalidDate } from './header/invalid-date.ts'
import { oneWay } from './header/one-way.ts'
import { outdated } from './header/outdated.ts'
import { reviewDue } from './header/review-due.ts'
import { unknownField } from './header/unknown-field.ts'
import { unknownStatus } from './header/unknown-status.ts'
import type { InputRule, PageRule } from './rule.ts'
import { droppedHtml } from './source/dropped-html.ts'
import { encoding } from './source/encoding.ts'
import { frontmatter } from './source/frontmatter.ts'
import { frontmatterValue } from './source/frontmatter-value.ts'
import { gitIgnored } from './source/git-ignored.ts'
import { mdx } from './source/mdx.ts'
import { nesting } from './source/nesting.ts'
import { symlinkFolder } from './source/symlink-folder.ts'
import { symlinkHidden } from './source/symlink-hidden.ts'
import { symlinkOut } from './source/symlink-out.ts'
import { tooLarge } from './source/too-large.ts'
import { unclosedHtml } from './source/unclosed-html.ts'
import { unknownSyntax } from './source/unknown-syntax.ts'
import { unreadable } from './source/unreadable.ts'
import { unusedParameter } from './source/unused-parameter.ts'
import { emptyHeading } from './text/empty-heading.ts'
import { headingLevel } from './text/heading-level.ts'
import { missingTitle } from './text/missing-title.ts'
import { secondTitle } from './text/second-title.ts'
import { unknownAlert } from './text/unknown-alert.ts'
import { duplicateAddress } from './tree/duplicate-address.ts'
import { duplicateTitle } from './tree/duplicate-title.ts'
import { failingStep } from './tree/failing-step.ts'
import { missingReadme } from './tree/missing-readme.ts'
import { orphan } from './tree/orphan.ts'
import { takenAlias } from './tree/taken-alias.ts'

/** Every rule of this check, in the order of the manual. */
export const structureRules: readonly (PageRule | InputRule)[] = [
  breadcrumbTarget,
  breadcrumbSteps,
  breadcrumbText,
  missingBreadcrumb,

  unknownField,
  unknownStatus,
  invalidDate,
  futureDate,
  outdated,
  reviewDue,
  oneWay,

  missingTitle,
  secondTitle,
  headingLevel,
  emptyHeading,
  unknownAlert,

  missingReadme,
  orphan,
  duplicateTitle,
  duplicateAddress,
  takenAlias,
  failingStep,

  frontmatter,
  frontmatterValue,
  unusedParameter,
  encoding,
  mdx,
  nesting,
  droppedHtml,
  unknownSyntax,
  unclosedHtml,
  unreadable,
  symlinkOut,
  symlinkFolder,
  symlinkHidden,
  gitIgnored,
  tooLarge,
]
