import type { Page } from '../../src/guidebook/page.ts'

/** What somebody did once, and looked into; nobody follows it, and what it names was there then. */
const work =
  '(?:implementation|(?:bug-?)?fix(?:es)?|changes?|work|sessions?|sprint|milestone|phase|tasks?|migration|refactor(?:ing)?|improvements?|enhancements?|integration|clean-?up|optimi[sz]ations?|upgrade|remediation|resolution|completion|verification|validation|test(?:ing)?|audit|security|consolidation|restructur(?:e|ing)|reorgani[sz]ation|decisions?)'
const account =
  '(?:summar(?:y|ies)|recaps?|reports?|results?|reviews?|progress|logs?|findings|assessments?|retrospectives?|hand-?(?:off|over)s?)'
/** Said of a page in its name and in its title alike; words are parted by hyphens. */
const named = new RegExp(
  [
    // `SPRINT-2.1-SUMMARY`, `mcp-deployment-improvements-summary`, `Session handoff`
    `(?:^|-)${work}(?:-[\\d.]+)?-${account}(?:-|$)`,
    `(?:^|-)(?:summary|report|results|review|recap)-of-`,
    '(?:^|-)(?:implementation|fix|refactor(?:ing)?|remediation|work|construction)-(?:checklist|plan|status|notes|tracker)(?:-|$)',
    // `dashboard-tracker`, `platform-impl`, `Appointment record`
    '(?:^|-)(?:(?:improvements?|changes?|fix(?:es)?|progress|migration|issues?|work|bugs?)-tracker|impl|refactor(?:ing)?|(?:appointment|approval|sign-?off)-record)$',
    // `docs/issues/469-04-backup.md`, `Ticket: move the route`
    '^(?:ticket-|(?:issue|task)-\\d)',
    // `tls-implementation-complete`, `Phase 1.1 Complete`
    '(?:^|-)(?:completed?|finished|implemented|resolved|done)$',
    '(?:^|-)(?:progress|work-?logs?|dev-?logs?|hand-?(?:off|over)s?|investigations?|analysis|lessons-learned|findings|root-cause(?:-analysis)?|rca|verification-report|retrospective|recap|issues-and-improvements|finali[sz](?:e|ed|ation))$',
    '^(?:implementation$|next-(?:tasks?|sessions?)|sprint-[\\d.]+|week-\\d+|day-\\d+|session-\\d+)(?:-|$)',
    // `integration-test-round-2`, `Round 6B: Deploy everything`
    '^(?:[a-z-]+-)?round-?\\d+[a-z]?(?:-|$)',
    '(?:^|-)tasks?-(?:lists?|tracker|execution|matrix|breakdown)(?:-|$)',
    // `DR-drill-log`, `Alert evaluation report`, `Remaining test optimizations`, `Pending actions`
    '(?:^|-)(?:drill|run|engineering|execution|deployment|maintenance|activity|change)-logs?$',
    '(?:^|-)(?:evaluation|gaps-detected|follow-?up-work|pending-(?:actions|tasks|work)|reorgani[sz]ation|decision)$',
    '^(?:evaluation|remaining|optimi[sz]ation-implementation)-',
    // The same in Spanish, Portuguese, French, German and Russian.
    '(?:^|-)(?:informe|reporte|resumen(?:-ejecutivo)?|an[aá]lisis|auditor[ií]a|relat[oó]rio|resumo|an[aá]lise|rapport|bilan|compte-rendu|bericht|zusammenfassung|отч[её]т)$',
    '^(?:informe|reporte|resumen|an[aá]lisis|auditor[ií]a|relat[oó]rio|resumo|an[aá]lise|rapport|bilan|compte-rendu|zusammenfassung|отч[её]т|архивн\\p{L}*|archived?)-',
    // What a program keeps of its own work between two days.
    '(?:^|-)(?:project-memory|memory-bank)(?:-|$)|(?:^|-)(?:scratch-?pad|(?:session|work)-state|active-context|current-tasks?|memories)$',
    '(?:^|-)(?:landing|design|architecture|post-?merge|pull-request|pr)-reviews?$',
  ].join('|'),
  'u',
)
/** Folders of accounts. */
const folders =
  /^(?:progress|sprints?|sessions?|hand-?(?:offs?|overs?)|work-?logs?|dev-?logs?|summaries|checkpoints?|milestones|issues|tickets|reviews?|memory-bank|memories|implementations?|lessons(?:-learned)?|analys[ei]s|evaluations?|an[aá]lisis|informes|auditor[ií]as?)$/

/** A field at the beginning that says of the page's matter that it is done, or of which day the account is. */
const doneField =
  /^\s*(?:[-*>]\s+)?(?:\*\*|__)?(?:overall |current |implementation )?(?:status|state|result|outcome)(?:\*\*|__)?\s*:\s*(?:\*\*|__)?\s*[^\p{L}\s]*\s*(?:\*\*|__)?(?:100 ?% )?(?:complete[d]?|implemented|resolved|fixed|done|finished|merged|shipped|success(?:ful)?)\b|^\s*(?:[-*>]\s+)?(?:\*\*|__)?(?:(?:date )?(?:completed|implemented|resolved|fixed)(?: (?:on|by|date))?|auditor|(?:completion|implementation|audit|session|analysis|report|test|verification|sprint) date|sprint|session|phase)(?:\*\*|__)?\s*:\s*(?:\*\*|__)?\s*\S/iu

/** Headings of what was changed: their sections name files as they were then. */
const workHeading =
  /\b(?:files? to (?:be )?(?:create|modif|change|update|touch|add)\w*|(?:files?|documents?|documentation|scripts|manifests|code|configs?|configuration)(?: (?:that were|were))? (?:created|modified|changed|updated|added|touched|affected|delivered)|(?:new|created|modified|changed|updated|added|affected) (?:files?|documents?|documentation|scripts)|(?:created|modified|changed|updated)\s*[/&]\s*(?:created|modified|changed|updated)|changes made|summary of changes|what (?:was|we|i) (?:done|did|built|changed|fixed|implemented|accomplished)|what(?:'s| has) (?:been )?(?:done|changed)|(?:work|tasks?|steps) (?:completed|done)|completed (?:work|tasks?|items|steps)|deliverables|(?:recent|key|main) (?:changes|achievements|improvements)|accomplishments|achievements|(?:generation|implementation|change|fix|work|session|refactor(?:ing)?) summary|current task|(?:implementation|migration|refactor(?:ing)?) (?:plan|steps)|documentation to update|root cause|post-?mortem|lessons learned)\b/i

/** Marks of what was made, behind its name or before it. */
const madeOf =
  /\(\s*~?[\d,.]+\+?\s*(?:lines?|loc|kb|kib|bytes|words)\b|\((?:new|updated|created|modified|added|changed|enhanced|rewritten)\)|^\s*(?:>\s*)*(?:[-*+]|\d+[.)])\s+\[[xX]\]|^\s*(?:>\s*)*(?:(?:[-*+]|\d+[.)])\s+)?(?:\*\*)?(?:✅\s*)?(?:\*\*)?(?:[^*`\n]{1,80}\*\*\s*[-–—:]+\s*)?(?:created|added|fixed|updated|implemented|modified|refactored|introduced|extracted|converted|wrote|rewrote|verified|tested|appended|bumped|patched)\b/iu

/** What leads to a list of what was changed: "**Manifests updated:**". */
const leadOfWork =
  /(?<!\p{L})(?:updated|created|modified|added|changed|fixed|affected|touched|mis(?:es?)? à jour|créée?s?|ajoutée?s?|modifiée?s?|corrigée?s?|geändert\p{L}*|erstellt\p{L}*|angepasst\p{L}*)\s*(?:\*\*|__)?\s*:\s*(?:\*\*|__)?\s*$/iu

/** A point that is ticked with what was done: `4. ✅ **Routes generated**:`. */
const tickedWork =
  /^\s*(?:>\s*)*(?:(?:[-*+]|\d+[.)])\s+)?(?:\*\*)?✅.*\b(?:added|applied|completed?|configured|created|deployed|done|enabled|extracted|fixed|generated|implemented|installed|merged|migrated|removed|tested|updated|validated|verified|written|wrote)\b/iu

/** A step of a plan of changes, in capitals: "**UPDATE** `a.ts`:". */
const stepOfChange =
  /^\s*(?:>\s*)*(?:(?:[-*+]|\d+[.)])\s+)?(?:\*\*|__)?(?:ADD|CREATE|DELETE|EDIT|MODIFY|NEW|REMOVE|RENAME|REPLACE|UPDATE)(?:\*\*|__)?:?\s+(?:\*\*|__)?`/

const fieldLines = 25
/** A list is a record once nearly all of it is ticked. */
const leastTicked = 5
const shareTicked = 0.8

/** Whether a page is an account of work that is done: what it names was there when it was written. */
export function tellsOfFinishedWork(page: Pick<Page, 'title' | 'heading' | 'text'>, inRoot: string): boolean {
  const [name = '', ...above] = inRoot
    .replace(/\.\w+$/, '')
    .split('/')
    .map(plain)
    .reverse()
  if (named.test(name) || above.some((folder) => folders.test(folder))) return true
  if ([page.title, page.heading ?? ''].some((title) => named.test(plain(title)))) return true
  return page.text.split('\n', fieldLines).some((line) => doneField.test(line)) || isTickedOff(page.text)
}

/** Whether a section is about what was changed, or about what was done on a day. */
export function isHeadingOfWork(heading: string): boolean {
  return workHeading.test(heading) || isDated(heading)
}

/** Whether a line says of what it names that it was made or changed, or is a step that is ticked off. */
export function isLineOfWork(line: string): boolean {
  return madeOf.test(line) || tickedWork.test(line) || stepOfChange.test(line)
}

/** Whether a line that leads to others says that they are of what was done: a ticked point, "Files updated:", one with a day. */
export function isLeadOfWork(line: string): boolean {
  return tickedWork.test(line) || leadOfWork.test(line) || isDated(line)
}

/** Whether a text names a day: it tells of what was found or done then. Names of files, which may have one, are left out. */
export function isDated(text: string): boolean {
  return /(?<![\w./-])\d{4}-\d{2}-\d{2}(?![\w/-])/.test(text.replace(/`[^`]*`|\]\([^)]*\)/g, ' '))
}

/** What a page that is kept says as well: "Last updated: …" is no such field. */
const dayField =
  /^\s*(?:[-*>]\s+)?(?:\*\*|__)?(?:date|created|fecha|data|datum)(?:\*\*|__)?\s*:\s*(?:\*\*|__)?.{0,20}\b20\d{2}\b/iu

/** Whether a page says in its first lines of which day it is: "**Date:** 2025-11-13". */
export function datesItself({ text }: Pick<Page, 'text'>): boolean {
  return text.split('\n', fieldLines).some((line) => dayField.test(line))
}

function isTickedOff(text: string): boolean {
  if (!/\[[xX]\]/.test(text)) return false
  const boxes = text
    .split('\n')
    .flatMap((line) => /^\s*(?:>\s*)*(?:[-*+]|\d+[.)])\s+\[([ xX])\]\s/.exec(line)?.[1] ?? [])
  const ticked = boxes.filter((box) => box !== ' ').length
  return boxes.length >= leastTicked && ticked / boxes.length >= shareTicked
}

/** `✅ Sprint 2.1 – Summary` and `SPRINT_2.1_SUMMARY` are `sprint-2.1-summary`. */
function plain(text: string): string {
  return text
    .replace(/(?<=\p{Ll})(?=\p{Lu}\p{Ll})/gu, '-')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, '-')
    .replace(/^-+|-+$/g, '')
}
