import { randomizer } from '../../bench/generator.ts'
import type { Estate, Files, Service } from './estates.ts'

/** A repository in two states, and the contradictions that were put into it. */
export interface PublicTree {
  /** As it was first committed. */
  before: Files
  /** What the second commit wrote, and took away. */
  after: Record<string, string | undefined>
  pages: number
  /** `file:line code`, in order. */
  planted: string[]
}

const services: readonly (readonly [name: string, title: string, label: string])[] = [
  ['grafana', 'Grafana', 'metrics'],
  ['keycloak', 'Keycloak', 'login'],
  ['vaultwarden', 'Vaultwarden', 'vaultwarden'],
  ['nextcloud', 'Nextcloud', 'cloud'],
  ['jellyfin', 'Jellyfin', 'cinema'],
  ['gitea', 'Gitea', 'code'],
  ['woodpecker', 'Woodpecker', 'builds'],
  ['miniflux', 'Miniflux', 'feeds'],
  ['paperless', 'Paperless', 'papers'],
  ['immich', 'Immich', 'photos'],
  ['plausible', 'Plausible', 'insight'],
  ['mattermost', 'Mattermost', 'chat'],
  ['authentik', 'Authentik', 'auth'],
  ['harbor', 'Harbor', 'harbor'],
  ['outline', 'Outline', 'notes'],
  ['listmonk', 'Listmonk', 'lists'],
  ['umami', 'Umami', 'umami'],
  ['docuseal', 'DocuSeal', 'sign'],
  ['kanboard', 'Kanboard', 'boards'],
  ['penpot', 'Penpot', 'draw'],
  ['calibre', 'Calibre', 'books'],
  ['navidrome', 'Navidrome', 'music'],
  ['healthchecks', 'Healthchecks', 'pulse'],
  ['linkding', 'Linkding', 'links'],
]

type Pick = <T>(list: readonly T[]) => T

/** The text of one page, and where the contradictions in it stand. */
class PageText {
  readonly lines: string[]
  readonly planted: string[] = []

  constructor(title: string) {
    this.lines = [`# ${title}`]
  }

  add(...paragraphs: string[]): this {
    for (const paragraph of paragraphs) this.lines.push('', ...paragraph.split('\n'))
    return this
  }

  /** Adds a paragraph that holds a contradiction in each line that has `about`. */
  plant(code: string, about: string, paragraph: string): this {
    const from = this.lines.length + 1
    this.add(paragraph)
    for (const [index, line] of this.lines.entries())
      if (index >= from && line.includes(about)) this.planted.push(`${index + 1} ${code}`)
    return this
  }
}

/** Ways that people say where a service is. */
const places: readonly ((title: string, host: string) => string)[] = [
  (title, host) => `${title} is at <https://${host}/>. It asks for the account that you have for everything else.`,
  (title, host) => `| What | Where | Sign-in |\n| --- | --- | --- |\n| ${title} | \`${host}\` | yes |`,
  (title, host) => `- **${title}**: ${host}\n- **Owner**: platform`,
  (title, host) => `Open [${title}](https://${host}/start) and take your second factor along.`,
  (title, host) => `\`\`\`text\n├── edge\n│   └── ${title} (${host})\n└── store\n\`\`\``,
  (title, host) => `\`\`\`sh\n# ${title} answers\ncurl -fsS https://${host}/healthz\n\`\`\``,
  (title, host) => `> [!NOTE]\n> People reach ${title} at ${host}, from anywhere.`,
  (title, host) => `1. Sign in to ${title} (https://${host}:443/?tab=users#new).\n2. Look at the list of users.`,
]

/** What is true although it looks wrong: names of other times, of other people, and of what is no host. */
const truths: readonly ((zone: string, title: string) => string)[] = [
  (zone) => `All of it stands below ${zone}, which the registrar renews by itself.`,
  (zone) => `Custom resources are of the group \`${zone}/v1alpha1\`, and have the annotation \`${zone}/owner: team\`.`,
  (zone) => `Log in with \`ssh root@box7.${zone}\`; the hypervisor is at https://pve.${zone}:8006.`,
  (zone) => `\`\`\`sh\nssh box3.${zone} uptime\nping -c 3 box4.${zone}\n\`\`\``,
  (zone, title) => `How ${title} is right now stands on https://status.${zone}, which runs elsewhere.`,
  (zone, title) => `Planned for spring: ${title} at next.${zone}.`,
  (zone, title) => `Until 2024 ${title} was at wiki-of-old.${zone}.`,
  (zone, title) => `${title}: ~~apps.${zone}~~`,
  (zone, title) => `${title} moved: portal-one.${zone} → portal-two.${zone}.`,
  (zone, title) => `${title} for tests is at try.staging.${zone}, which everybody may break.`,
  (_, title) => `${title} has its manual at https://docs.${title.toLowerCase()}.io and an example at shop.example.org.`,
  (zone, title) => `Write to ${title.toLowerCase()}@help.${zone} where it does not answer.`,
  (zone, title) => `${title} gets a name such as my-team.${zone}, <team>.${zone} or *.${zone}.`,
  (zone, title) => `\`\`\`yaml\n# how a router of ${title} could look\nhost: anything.${zone}\n\`\`\``,
  (zone) => `The ticket desk (behind Authentik) is at desk.${zone}, served by the office.`,
  (zone) => `| Tool | Host | Sign-in |\n| --- | --- | --- |\n| Ticket desk | desk.${zone} | Keycloak |`,
  (_, title) => `A pod of ${title} in \`CrashLoopBackOff\` or with \`DeadlineExceeded\` is looked at by hand.`,
  (_, title) =>
    `\`\`\`sh\ngit clone https://github.com/elsewhere/${title.toLowerCase()}.git\ncd ${title.toLowerCase()}\nmake all\nnpm run dist\n./scripts/release.sh\n\`\`\``,
  () => '```sh\nmkdir -p scratch\ncp /etc/hosts scratch/hosts.txt\n./scratch/made-here.sh\n```',
  () => '```sh\nmake deploy-blue\nmake help\n```',
  () =>
    '```sh\ndocker compose logs --tail 50 <service>\ndocker compose -f /srv/other/compose.yaml restart proxy-of-others\n```',
  (_, title) =>
    `\`\`\`sh\nsystemctl restart ${title.toLowerCase()}-sync.service\nkubectl -n ${title.toLowerCase()}-blue get pods\n\`\`\``,
  (_, title) => `\`\`\`sh\ndocker pull ghcr.io/northwind/${title.toLowerCase()}:$TAG\n\`\`\``,
  () => '## KubePodCrashLooping\n\nIts rule comes with the stack of the community, and its page is theirs.',
]

const filler: readonly string[] = [
  'Say in the channel what you are about to do, and wait for a second pair of eyes.',
  'Whoever is on call decides; whoever comes later reads this page first.',
  'The dashboards tell more than the logs do, and sooner.',
  'It keeps nothing on local disks that could not be made again.',
  'A restart takes a minute, in which nobody can sign in.',
]

/** Writes the pages and manifests of one repository with about 100 pages; the same for the same seed. */
export function makePublicTree(estate: Estate, seed: number): PublicTree {
  const random = randomizer(seed)
  const pick: Pick = (list) => list[random(list.length)] ?? fail()
  const zone = `northwind${seed}.dev`
  const own = services.map(([name, title, label]) => serviceOf({ name, title, host: `${label}.${zone}` }, pick, random))
  const rest = own.filter(({ name }) => !['authentik', 'keycloak'].includes(name))
  const takeOne = () => rest.splice(random(rest.length), 1)[0] ?? fail()
  const [silent, undeclared] = [takeOne(), takeOne()]
  const wrong = {
    conflicts: [takeOne(), takeOne(), takeOne()],
    retired: takeOne(),
    missingPage: takeOne(),
    missingSection: takeOne(),
    malformed: takeOne(),
    removedAlert: takeOne(),
    undocumentedAlert: takeOne(),
    different: takeOne(),
    missingValue: takeOne(),
    image: takeOne(),
  }
  wrong.missingPage.runbooks = [`docs/runbooks/${wrong.missingPage.name}-old.md`, wrong.missingPage.runbooks[1]]
  wrong.missingSection.runbooks = [`${wrong.missingSection.runbooks[0]}-of-old`, wrong.missingSection.runbooks[1]]
  wrong.malformed.runbooks = ['TODO', wrong.malformed.runbooks[1]]

  const pages = new Map<string, PageText>()
  const page = (file: string, title: string) => {
    const text = new PageText(title)
    pages.set(`docs/${file}`, text)
    return text
  }
  const about = (text: PageText) => text.add(pick(truths)(zone, pick(own).title), pick(filler))

  for (const service of own) {
    const { name, title, host, tag, alerts } = service
    const overview = page(`services/${name}.md`, title).add(pick(filler))
    if (wrong.conflicts.includes(service)) {
      const said = `${host.split('.')[0]}-${pick(['web', 'app', 'next'])}.${zone}`
      overview.plant('hosts/conflict', said, pick(places)(title, said))
    } else if (service !== silent) overview.add(pick(places)(title, host))
    const { file, pointer, written } = estate.value(service)
    if (service === wrong.different) {
      const [value = ''] = written
      overview.plant('values/different', pointer, `It has [9${value}](../../${file}#${pointer}).`)
    } else if (service === wrong.missingValue)
      overview.plant('values/missing', pointer, `It has [${written[0]}](../../${file}#${pointer}/of/old).`)
    else overview.add(`It has [${pick(written)}](../../${file}#${pointer}).`)
    const image = (of: string) => `\`\`\`sh\ndocker pull ghcr.io/northwind/${name}:${of}\n\`\`\``
    if (service === wrong.image) overview.plant('commands/image-differs', name, image(`0.${tag}`))
    else if (random(2) === 0) overview.add(image(tag))
    about(overview)

    const runbook = page(`runbooks/${name}.md`, `${title}: runbook`).add(pick(filler))
    for (const alert of alerts)
      runbook.add(
        `## ${alert}`,
        pick(filler),
        `\`\`\`sh\ncurl -fsS https://${service === silent || wrong.conflicts.includes(service) ? 'localhost' : host}/healthz\n\`\`\``,
      )
    if (service === wrong.removedAlert) runbook.plant('alerts/removed', 'DiskFull', `## ${alertName(title)}DiskFull`)
    about(runbook)

    const operations = page(`operations/${name}.md`, `Operate ${title}`)
    operations.add(
      `\`\`\`sh\nmake backup\n./scripts/backup.sh ${name}\ndocker compose restart ${pick(['shell', 'cache-of-dev'])}\n\`\`\``,
    )
    about(operations)
  }

  // What was there once: a router, a script, a target, a service of Compose.
  const former = { name: 'redmine', host: `tickets.${zone}` }
  page('tickets.md', 'Tickets')
    .add(pick(filler))
    .plant('hosts/removed', former.host, pick(places)('The ticket system', former.host))
  page('restore.md', 'Restore')
    .add(pick(filler), 'Then, in the repository:')
    .plant('commands/removed-file', 'restore.sh', '```sh\n./scripts/restore.sh latest\n```')
  page('release.md', 'Release')
    .add(pick(filler), 'Then, in the repository:')
    .plant('commands/unknown-target', 'make publish-all', '```sh\nmake backup\nmake publish-all\n```')
  page('develop.md', 'Develop')
    .add(pick(filler), 'Then, in the repository:')
    .plant('commands/unknown-service', 'envoy', '```sh\ndocker compose logs --tail 20 envoy\n```')
  const snippet = ['pg_dump shop > shop.sql', 'restic backup shop.sql']
  page('dump.md', 'Dumps')
    .plant('values/snippet', 'pg_dump', `\`\`\`sh file=../scripts/backup.sh#dump\n${snippet[0]}\n\`\`\``)
    .add(`\`\`\`sh file=../scripts/backup.sh#dump\n${snippet.join('\n')}\n\`\`\``)
  const old = `old-${wrong.retired.host}`
  page('retired.md', 'Where things are').plant('hosts/retired', old, `Sign in at <https://${old}/>.`).add(`~~${old}~~`)

  // Pages of other times: all of it was or may be true.
  const elsewhere = [`forum.${zone}`, former.host, old]
  for (const [folder, title] of [
    ['decisions', 'Decision'],
    ['incidents', 'Incident'],
    ['plans', 'Plan'],
    ['tutorials', 'Tutorial'],
  ] as const)
    for (let number = 1; number <= 4; number++) {
      const { title: name, alerts } = pick(own)
      page(`${folder}/000${number}.md`, `${title} ${number}`).add(
        pick(places)(name, pick(elsewhere)),
        `## ${alerts[0]}OfOld`,
        '```sh\n./scripts/restore.sh latest\nmake publish-all\ndocker compose logs envoy\n```',
      )
    }
  page('changelog.md', 'Changelog').add(`- Grafana is at ${pick(elsewhere)}`, '- `./scripts/restore.sh` is new')
  page('terms.md', 'Terms').add(...truths.map((truth) => truth(zone, pick(own).title)))
  page('on-call.md', 'On call').add(
    '| Service | Host |\n| --- | --- |\n'.concat(
      own
        .filter((one) => one !== silent && !wrong.conflicts.includes(one))
        .map(({ title, host }) => `| ${title} | ${host} |`)
        .join('\n'),
    ),
  )
  page('README.md', 'Northwind').add(
    Array.from(pages.keys(), (file) => `- [${file}](${file.slice('docs/'.length)})`).join('\n'),
  )

  const makefile = (more: string) =>
    `.PHONY: backup help\nbackup:\n\t./scripts/backup.sh\nhelp:\n\t@echo help\ndeploy-%:\n\tkubectl apply -k $*\n${more}`
  const dev = (more: string) =>
    `services:\n  shell:\n    image: busybox:1.36\n  cache-of-dev:\n    image: redis:7\n${more}`
  const declared = own.filter((one) => one !== undeclared)
  const constant: Files = {
    'waymark.yaml': `guidebooks: docs\nsite: https://docs.northwind.example\nrepository:\n  url: https://github.com/northwind/platform\n`,
    'scripts/backup.sh': `#!/bin/sh\n# #region dump\n${snippet.join('\n')}\n# #endregion\n`,
    'docs/services.yaml': `services:\n${declared.map((one) => `  ${one.name}:\n    name: ${one.title}\n    hosts: [${one.host}]\n${one === wrong.retired ? `    retired: [${old}]\n` : ''}`).join('')}`,
    ...estate.shared(zone),
    ...Object.assign({}, ...own.flatMap((one) => [estate.route(one), estate.workload(one)])),
    ...Object.fromEntries(Array.from(pages, ([file, { lines }]) => [file, `${lines.join('\n')}\n`])),
  }
  const gone = [alertName(wrong.removedAlert.title), 'DiskFull'].join('')
  const silentAlert = `${alertName(wrong.undocumentedAlert.title)}QueueLong`
  const rulesOf = (isBefore: boolean): Files =>
    Object.assign(
      {},
      ...own.map((one) => {
        const more =
          one === wrong.undocumentedAlert ? [silentAlert] : isBefore && one === wrong.removedAlert ? [gone] : []
        return estate.rules(one, more)
      }),
    )
  const rules = rulesOf(false)
  const files: Files = {
    ...constant,
    ...rules,
    Makefile: makefile(''),
    'compose.yaml': dev('  gateway:\n    image: nginx:1.27\n'),
  }
  const before: Files = {
    ...constant,
    ...rulesOf(true),
    ...estate.route(former),
    Makefile: makefile('publish-all:\n\techo publish\n'),
    'compose.yaml': dev('  envoy:\n    image: envoyproxy/envoy:v1.31.0\n'),
    'scripts/restore.sh': '#!/bin/sh\nexec restic restore "$1"\n',
  }
  const removed = Object.fromEntries(Object.keys(before).flatMap((file) => (file in files ? [] : [[file, undefined]])))

  const lineOf = (text: string, among: Files) => {
    for (const [file, content] of Object.entries(among)) {
      const index = content.split('\n').findIndex((line) => line.includes(text))
      if (index >= 0) return `${file}:${index + 1}`
    }
    return fail()
  }
  const inManifests = [
    `${lineOf(`docs/runbooks/${wrong.missingPage.name}-old.md`, rules)} alerts/missing-page`,
    `${lineOf(wrong.missingSection.runbooks[0], rules)} alerts/missing-section`,
    `${lineOf('TODO', rules)} alerts/malformed-url`,
    `${lineOf(silentAlert, rules)} alerts/undocumented`,
    `${lineOf(silent.host, estate.route(silent))} hosts/undocumented`,
    `${lineOf(undeclared.host, estate.route(undeclared))} hosts/undeclared`,
  ]
  const onPages = Array.from(pages, ([file, { planted }]) => planted.map((one) => `${file}:${one}`)).flat()
  return { before, after: { ...files, ...removed }, pages: pages.size, planted: [...onPages, ...inManifests].sort() }
}

function serviceOf(
  base: { name: string; title: string; host: string },
  pick: Pick,
  random: (below: number) => number,
): Service & { runbooks: [string, string] } {
  const down = `${alertName(base.title)}Down`
  const slow = `${alertName(base.title)}${pick(['Slow', 'ErrorsHigh', 'BackupMissing'])}`
  const page = `docs/runbooks/${base.name}.md`
  const address: readonly ((alert: string) => string)[] = [
    (alert) => `${page}#${alert.toLowerCase()}`,
    (alert) => `https://github.com/northwind/platform/blob/main/${page}#${alert.toLowerCase()}`,
    (alert) => `https://docs.northwind.example/runbooks/${base.name}/#${alert.toLowerCase()}`,
  ]
  return {
    ...base,
    tag: `${1 + random(9)}.${random(20)}.${random(9)}`,
    memory: pick(['256Mi', '512Mi', '1024Mi']),
    alerts: [down, slow],
    runbooks: [pick(address)(down), pick(address)(slow)],
  }
}

function alertName(title: string): string {
  return title.charAt(0).toUpperCase() + title.slice(1).toLowerCase()
}

function fail(): never {
  throw new Error('Unexpected lack of services, expected more')
}
