import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { prosePage } from '../prose.ts'

const subjects =
  'Api Etcd Node Pod Queue Disk Login Ledger Mail Gateway Certificate Volume Replica Scheduler Ingress Resolver Cache Broker Backup Tenant Invoice Worker Proxy Registry Snapshot Webhook Session Index Bucket Token'
const symptoms =
  'Down ErrorsHigh LatencyHigh Missing FillingUp Flapping Restarting Stuck Unreachable Degraded OutOfMemory NotSynced Expiring Throttled Rejected Lagging Corrupt Leaking Overloaded Paused'
const places = ['', ...'InEurope InAsia AtNight OnReplica BehindProxy InSandbox AfterUpgrade Twice Quota'.split(' ')]

/** 6,000 names as teams give them to alerts: each is distinct, and each is like many others. */
const names = subjects
  .split(' ')
  .flatMap((subject) => symptoms.split(' ').flatMap((symptom) => places.map((place) => `${subject}${symptom}${place}`)))

const pagesInGuidebook = 60

/** Writes guidebooks of runbooks, at most 6,000 pages of 3 KB; the same ones for the same count. */
export function writeNamedPages(root: string, count: number): void {
  // Of each part of the list some, so that a small tree is no less alike than a large one.
  const step = names.length / count
  const chosen = Array.from({ length: count }, (_, index) => names[Math.floor(index * step)] ?? '')
  for (const [index, name] of chosen.entries()) {
    const folder = path.join(
      root,
      'guidebooks',
      `team-${String(Math.floor(index / pagesInGuidebook)).padStart(3, '0')}`,
    )
    mkdirSync(folder, { recursive: true })
    if (index % pagesInGuidebook === 0) writeFileSync(path.join(folder, 'README.md'), `# ${path.basename(folder)}\n`)
    const words = name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
    // In turn: an alert's name as file and H1, a file in kebab case, and a title that the alert's name is not in.
    const title = index % 3 === 0 ? name : index % 3 === 1 ? sentence(words) : `What to do about ${words}`
    const file = index % 3 === 1 ? words.replaceAll(' ', '-') : name
    writeFileSync(path.join(folder, `${file}.md`), prosePage(title, 3000, index))
  }
}

function sentence(words: string): string {
  return words.replace(/^./, (first) => first.toUpperCase())
}
