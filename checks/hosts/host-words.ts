/** Names of services that name many others as well: none of them tells which one is meant. */
const generic = new Set(
  'app apps web www api service services server servers backend frontend front proxy router gateway ingress traefik nginx caddy http https default main admin public private internal external site host hosts cluster node nodes prod production staging stage test dev development local global root redirect redirects catchall catch-all support database data redis postgres postgresql mysql mariadb mongo cache worker queue common base core infra platform system docs documentation website portal dashboard console status health metrics monitoring static assets media files file mail email cloud values chart helm deploy deployment kubernetes docker home public-api example whoami echo secure insecure tls cert certs dashboard-router app-template templates template config configs record records legacy ipv4 ipv6'.split(
    ' ',
  ),
)

/** Whether a name of a service tells it from others where people write it. */
export function isTelling(name: string): boolean {
  return (
    name.length >= 3 &&
    name.length <= 60 &&
    /[a-z]/i.test(name) &&
    !generic.has(name.toLowerCase()) &&
    !/^v?\d/.test(name)
  )
}

/** The words of a name as they are compared: `docu-seal`, `docuSeal` and `Docu Seal` are one. For all that a text has. */
export function namePattern(name: string): RegExp {
  const words = name.split(/[\s_.-]+/).filter(Boolean)
  const text = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('[\\s_.-]?')
  return new RegExp(`(?<![\\p{L}\\p{N}_-])${text}(?![\\p{L}\\p{N}_]|-\\p{L})`, 'giu')
}

/** Words by which environments of one service are told apart. */
const environments =
  /^(?:dev|devel|development|stage|staging|stg|test|testing|tst|qa|uat|int|pre|preprod|prod|prd|production|live|sandbox|sbx|preview|demo|beta|alpha|canary|lab|local)\d*$/

/** Whether two hosts differ by nothing but the environment that the first label names: `grafana` and `grafana-dev`. */
export function isOtherEnvironment(host: string, other: string): boolean {
  const plain = (name: string) => {
    const words = (name.split('.')[0] ?? '').toLowerCase().split(/[-_]/)
    return words.filter((word) => !environments.test(word)).join('-')
  }
  return host !== other && plain(host) === plain(other)
}

/** Labels of machines and of what stands elsewhere: no router of a repository would name them. */
const elsewhere =
  /^(?:status|statuspage|mail\d*|smtp\d*|imap\d*|pop3?|mx\d*|ns\d*|dns\d*|vpn\d*|ssh|sftp|ftp\d*|bastion|jump|ntp\d*|ldap\d*|autodiscover|autoconfig|_\w+)$|\d$/

export function isElsewhere(host: string): boolean {
  return elsewhere.test(host.split('.')[0] ?? '')
}

const anything =
  'domain|sub-?domain|host|site|server|machine|node|nas|name|user|team|org|organi[sz]ation|company|corp|app|application|service|cluster|zone|tenant|project|repo|registry|instance|website|web|blog|ip|fqdn'
/** Labels that stand for what somebody fills in; `mysql` and `yourls` are names of programs. */
const placeholder = new RegExp(
  [
    '^example|(?:^|-)(?:your|my)-\\w|placeholder|x{3,}',
    `^(?:your|my|our|some|any)_?(?:${anything})(?:name)?s?\\d*$`,
    '^(?:sub)?domain(?:[_-]?(?:name|here|tld))?\\d*$',
    '^(?:fqdn|hostname|company|foo|bar|baz|x{2,}|acme-corp|contoso|fabrikam|(?:change|replace|fill)[_-]?(?:me|this|it|with)(?:[_-]\\w+)?|svc|some|any|your|my)$',
  ].join('|'),
)

/** Names that documentation uses for any host, and those that no public DNS has for one's own. */
export function isDocumentationName(host: string): boolean {
  const labels = host.toLowerCase().split('.')
  const top = labels.at(-1) ?? ''
  if (
    /^(?:test|example|invalid|localhost|local|localdomain|svc|cluster|arpa|onion|tld|domain|replace-?me|change-?me)$/.test(
      top,
    )
  )
    return true
  // `test.acme.dev` is what people create and delete to try something out, `service.acme.dev` stands for any.
  if (
    labels.length > 2 &&
    /^(?:test|testing|tmp|temp|dummy|sample|service|service-?name|host-?name|app-?name|new-?(?:service|host|app))$/.test(
      labels[0] ?? '',
    )
  )
    return true
  return labels.some((label) => placeholder.test(label))
}

/** A machine that somebody logs in to, or a port that no router of the web has. */
export function isMachine(line: string, start: number, host: string): boolean {
  const [before, after] = [line.slice(0, start), line.slice(start + host.length)]
  if (
    /\b(?:ssh|scp|sftp|rsync|mosh|ping|dig|nslookup|host|traceroute|telnet|nc)\s[^|;&]*$/i.test(before) ||
    /(?<!:\/\/[^\s/]*)@$/.test(before)
  )
    return true
  const [, port] = /^:(\d{2,5})\b/.exec(after) ?? []
  return port !== undefined && !['80', '443', '8080', '8443'].includes(port)
}
