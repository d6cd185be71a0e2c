import { baseOf, wrappedAt } from './wrapper.ts'

/** What a command does to what it is run against. `unknown` is never shown as safe. */
export type Effect = 'read-only' | 'changing' | 'dangerous' | 'unknown'

/** A command as `readShell` reads it: its name first, without what runs it. */
export interface Command {
  words: readonly { value: string }[]
  /** Whether it writes into a file. */
  isRedirected: boolean
}

/**
 * What a command does, by its words alone: dangerous where it deletes, stops, forces or overwrites, read-only where every
 * part of it is known to read, and unknown where nobody can tell, as in the script of `sh -c`. Its lists come from a study
 * of the commands in 2,693 pages of runbooks.
 */
export function effectOf({ words, isRedirected }: Command): Effect {
  const values = unwrapped(words.map(({ value }) => value))
  if (isDangerous(values)) return 'dangerous'
  if (isRedirected) return 'changing'
  const [name = ''] = values
  if (runsAnything.has(baseOf(name))) return 'unknown'
  if (isReading(values)) return 'read-only'
  return changing.has(baseOf(name)) || changingWord(values) ? 'changing' : 'unknown'
}

/** Whether a command shows what is secret: the value of a secret, or what was encoded only. */
export function readsSecret({ words }: Pick<Command, 'words'>): boolean {
  const values = unwrapped(words.map(({ value }) => value))
  const [name = '', ...rest] = values
  const has = (...wanted: string[]) => rest.some((value) => wanted.includes(value))
  switch (baseOf(name)) {
    case 'kubectl':
    case 'oc':
      if (has('extract')) return true
      return (
        subcommandsOf(values)[0] === 'get' &&
        rest.some((value) => /^secrets?(?:$|[/,.])/.test(value)) &&
        rest.some(
          (value) => /^(?:-o|--output|--template)/.test(value) && !/^(?:-o=?|--output=)(?:name|wide)$/.test(value),
        ) &&
        !/^(?:name|wide)$/.test(rest[rest.findIndex((value) => value === '-o' || value === '--output') + 1] ?? '')
      )
    case 'base64':
      return has('-d', '-D', '--decode')
    case 'vault':
      return ['read', 'get'].includes(subcommandsOf(values).at(rest[0] === 'kv' ? 1 : 0) ?? '')
    case 'sops':
    case 'age':
    case 'gpg':
      return has('-d', '--decrypt', 'decrypt')
    case 'aws':
      return has('get-secret-value')
    case 'gcloud':
      return rest[0] === 'secrets' && has('access')
    case 'pass':
    case 'op':
      return has('show', 'read')
    default:
      return false
  }
}

/** Without what runs it, on this machine or in a container: its effect is its own. */
function unwrapped(values: readonly string[]): string[] {
  let left = values.slice(wrappedAt(values))
  // Each round takes at least two words off.
  while (/^(?:kubectl|oc|docker|podman|nerdctl|crictl)$/.test(baseOf(left[0] ?? ''))) {
    const dashes = left.indexOf('--')
    if (dashes < 1 || subcommandsOf(left)[0] !== 'exec') break
    left = left.slice(dashes + 1)
    left = left.slice(wrappedAt(left))
  }
  return left
}

/** Words that are no options, and no values of options as far as these are common; without the command's own name. */
function subcommandsOf(values: readonly string[]): string[] {
  const found: string[] = []
  for (let index = 1; index < values.length; index++) {
    const value = values[index] ?? ''
    if (value === '--') break
    if (
      /^(?:-[nlfHpcsu]|--(?:namespace|context|kubeconfig|selector|project|region|profile|host|file|cluster))$/.test(
        value,
      )
    )
      index++
    else if (!value.startsWith('-') && !/^\w+=/.test(value)) found.push(value)
  }
  return found
}

const deleting = /^(?:delete|destroy|purge|prune|erase|wipe|terminate|revoke)(?:-[a-z-]+)?$/
const dangerousNames = new Set([
  ...['rm', 'rmdir', 'shred', 'unlink', 'dd', 'fdisk', 'parted', 'wipefs', 'sgdisk', 'truncate'],
  ...['kill', 'pkill', 'killall', 'reboot', 'shutdown', 'poweroff', 'halt', 'init', 'drop', 'dropdb', 'dropuser'],
])

/** Subcommands that stop, remove or overwrite, of commands of which they mean it. */
const dangerousSubcommands: Readonly<Record<string, RegExp>> = {
  systemctl: /^(?:stop|restart|try-restart|disable|mask|kill|isolate|reboot|poweroff|halt|rescue|emergency)$/,
  service: /^(?:stop|restart)$/,
  kubectl: /^(?:drain|evict)$/,
  oc: /^(?:drain|evict)$/,
  helm: /^(?:uninstall|rollback|del)$/,
  docker: /^(?:rm|rmi|kill|stop|restart|down|remove)$/,
  podman: /^(?:rm|rmi|kill|stop|restart|down|remove)$/,
  'docker-compose': /^(?:rm|kill|stop|restart|down)$/,
  nerdctl: /^(?:rm|rmi|kill|stop|restart|down)$/,
  crictl: /^(?:rm|rmi|rmp|stop|stopp)$/,
  etcdctl: /^(?:del|defrag|compact|compaction|restore|remove)$/,
  git: /^(?:clean|filter-branch)$/,
  terraform: /^(?:destroy|taint|force-unlock|rm)$/,
  tofu: /^(?:destroy|taint|force-unlock|rm)$/,
  aws: /^(?:rm|rb|stop-[a-z-]+|reboot-[a-z-]+|deregister-[a-z-]+|detach-[a-z-]+)$/,
  nomad: /^(?:stop)$/,
  zfs: /^(?:rollback)$/,
  'redis-cli': /^(?:flushall|flushdb|del|unlink)$/i,
  nft: /^(?:flush)$/,
  apt: /^(?:remove|autoremove)$/,
  'apt-get': /^(?:remove|autoremove)$/,
  yum: /^(?:remove|erase)$/,
  dnf: /^(?:remove|erase)$/,
  ceph: /^(?:out|down|rm)$/,
  pvecm: /^(?:delnode)$/,
  qm: /^(?:stop|reset)$/,
  rabbitmqctl: /^(?:stop|stop_app|reset|force_reset|forget_cluster_node)$/,
}

const sql = /\b(?:DROP\s+(?:TABLE|DATABASE|SCHEMA|INDEX|USER|ROLE|VIEW|COLUMN)|TRUNCATE\b|DELETE\s+FROM)\b/i

function isDangerous(values: readonly string[]): boolean {
  const [first = '', ...rest] = values
  const name = baseOf(first)
  if (dangerousNames.has(name) || name.startsWith('mkfs')) return true
  if (/^(?:echo|printf|grep|egrep|rg|man|which|type|history)$/.test(name)) return false
  const subcommands = subcommandsOf(values)
  const isAsked = rest.some((value) => value === '--help' || /^--dry-run(?!=none)/.test(value))
  if (isAsked || /^(?:kubectl|oc) auth /.test(`${name} ${subcommands[0]} `)) return false
  // A name that is a path or a sentence is no subcommand.
  if (subcommands.slice(0, 4).some((word) => deleting.test(word)) && !/^(?:curl|cd|cat|ls|less|vim?|nano)$/.test(name))
    return true
  const own = dangerousSubcommands[name]
  // `service nginx restart`, `docker compose down`, `terraform state rm`.
  if (own && subcommands.slice(0, 3).some((word) => own.test(word))) return true
  if (
    rest.some((value) =>
      /^(?:--force|--force-[a-z-]+|--grace-period=0|--hard|--delete|--remove-orphans|--purge)$/.test(value),
    )
  )
    return true
  if (rest.some((value, index) => value === '--grace-period' && rest[index + 1] === '0')) return true
  if (
    rest.some((value, index) => /^--replicas(?:=0)?$/.test(value) && (value.endsWith('=0') || rest[index + 1] === '0'))
  )
    return true
  if (name === 'git' && subcommands[0] === 'push' && rest.some((value) => /^(?:-f|\+\S+)$/.test(value))) return true
  if (name === 'curl' && rest.some((value, index) => methodIn(value, rest[index + 1]) === 'DELETE')) return true
  if (name === 'iptables' && rest.some((value) => /^(?:-F|-X|-D|--flush|--delete)$/.test(value))) return true
  if (name === 'find' && rest.some((value) => value === '-delete' || dangerousNames.has(baseOf(value)))) return true
  if (name === 'crontab' && rest.includes('-r')) return true
  if (subcommands.includes('patch') && rest.some((value) => /finalizers/.test(value))) return true
  return rest.some((value) => sql.test(value))
}

/** What runs a script, of which nothing can be said here. */
const runsAnything = new Set([
  ...[
    'sh',
    'bash',
    'zsh',
    'ksh',
    'dash',
    'ssh',
    'eval',
    'source',
    '.',
    'python',
    'python3',
    'perl',
    'ruby',
    'node',
    'php',
  ],
  ...['psql', 'mysql', 'mariadb', 'mongosh', 'sqlite3', 'ansible', 'ansible-playbook', 'make', 'just', 'npm', 'npx'],
])

/** They read, whatever their words are, but for what `writes` says. */
const reading = new Set([
  ...[
    'ls',
    'cat',
    'zcat',
    'less',
    'more',
    'head',
    'tail',
    'grep',
    'egrep',
    'fgrep',
    'zgrep',
    'rg',
    'jq',
    'sort',
    'uniq',
  ],
  ...['wc', 'cut', 'tr', 'column', 'echo', 'printf', 'date', 'whoami', 'id', 'hostname', 'uname', 'uptime', 'df', 'du'],
  ...['free', 'ps', 'top', 'htop', 'pgrep', 'lsof', 'ss', 'netstat', 'ping', 'ping6', 'traceroute', 'tracepath', 'mtr'],
  ...[
    'dig',
    'nslookup',
    'host',
    'whois',
    'stat',
    'file',
    'diff',
    'cmp',
    'tree',
    'which',
    'type',
    'man',
    'printenv',
    'env',
  ],
  ...['last', 'who', 'w', 'vmstat', 'iostat', 'mpstat', 'sar', 'lscpu', 'lsblk', 'blkid', 'findmnt', 'nproc', 'arch'],
  ...['cd', 'pwd', 'true', 'false', 'test', '[', '[[', 'sleep', 'seq', 'basename', 'dirname', 'realpath', 'readlink'],
  ...[
    'md5sum',
    'sha256sum',
    'sha1sum',
    'cksum',
    'base64',
    'hexdump',
    'xxd',
    'od',
    'strings',
    'nl',
    'tac',
    'rev',
    'expr',
  ],
  ...[
    'journalctl',
    'dmesg',
    'find',
    'sed',
    'awk',
    'gawk',
    'yq',
    'curl',
    'getent',
    'tty',
    'locale',
    'loginctl',
    'fold',
    'paste',
  ],
])

/** What makes one of `reading` write. */
const writes: Readonly<Record<string, RegExp>> = {
  journalctl: /^--(?:vacuum|rotate|flush|relinquish|setup|update|sync)/,
  dmesg: /^(?:-[cCnDE]|--(?:clear|read-clear|console-))/,
  env: /^-[a-zA-Z0]*S|^--split-string/,
  find: /^-(?:delete|exec|execdir|ok|okdir|fprint|fprintf|fls)/,
  sed: /^(?:-[a-zA-Z]*i|--in-place)|(?:^|[;}\s/])[wWe]\s*\S*\//,
  awk: /system\s*\(|[>|]\s*"/,
  gawk: /system\s*\(|[>|]\s*"|^-i$/,
  yq: /^(?:-i|--inplace|--in-place)/,
  curl: /^(?:-[a-zA-Z]*[dFToO]$|-[FT]|--(?:data|form|upload-file|output|remote-name|json|url-query)|-d)/,
  sort: /^(?:-[a-zA-Z]*o|--output)/,
  loginctl: /^(?:kill|terminate|enable|disable|lock|unlock|activate|attach|flush)-?/,
  date: /^(?:-s|--set)/,
  hostname: /^[^-]/,
  tree: /^-o$/,
  ss: /^(?:-K|--kill)$/,
}

/** Subcommands that read. */
const readingSubcommands: Readonly<Record<string, RegExp>> = {
  kubectl:
    /^(?:get|describe|logs?|explain|top|version|cluster-info|api-resources|api-versions|diff|events|wait|auth (?:can-i|whoami)|config (?:view|current-context|get-contexts|get-clusters)|rollout (?:status|history))\b/,
  helm: /^(?:list|ls|status|get|history|template|show|search|version|lint|diff|env|repo list|dependency list)\b/,
  docker:
    /^(?:ps|logs|inspect|images|stats|top|version|info|port|diff|events|history|compose (?:ps|logs|config|images|top|ls|port)|(?:container|image|network|volume|node|service|stack|context) (?:ls|list|inspect|ps|logs)|system (?:df|info))\b/,
  'docker-compose': /^(?:ps|logs|config|images|top|port)\b/,
  crictl: /^(?:ps|pods|logs|inspect|inspectp|images|stats|info|version)\b/,
  systemctl: /^(?:status|is-active|is-enabled|is-failed|list-[a-z]+|show|cat|get-default)\b/,
  git: /^(?:status|log|diff|show|blame|describe|rev-parse|ls-files|ls-remote|shortlog|grep|cat-file|remote(?:$| -v| show))/,
  terraform:
    /^(?:plan|show|validate|output|version|providers|graph|state (?:list|show|pull)|workspace (?:list|show))\b/,
  vault: /^(?:status|list|kv list|token lookup|auth list|secrets list|policy (?:list|read)|operator raft list-peers)\b/,
  etcdctl: /^(?:get|member list|endpoint (?:health|status|hashkv)|alarm list|version)\b/,
  rabbitmqctl: /^(?:list_\w+|status|cluster_status|environment|ping)\b/,
  'rabbitmq-diagnostics': /./,
  promtool: /^(?:check|query|test)\b/,
  amtool: /^(?:alert(?:$| query)|silence query|config show|check-config)\b/,
  ip: /^(?:a|addr|address|l|link|r|route|n|neigh|rule|-s|netns)(?:$| (?:show|list|ls|get)\b)/,
  openssl: /^(?:x509|s_client|verify|version|dgst|crl|asn1parse)\b/,
  aws: /^[a-z0-9-]+ (?:describe-|list-|get-(?!secret-value)|ls\b|batch-get-|head-)/,
  gcloud: /\b(?:list|describe)$/,
  az: /\b(?:list|show)$/,
  timedatectl: /^(?:status|show|list-timezones|timesync-status)\b/,
  resolvectl: /^(?:status|query|statistics)\b/,
  pvesh: /^(?:get|ls)\b/,
  qm: /^(?:list|status|config)\b/,
  pct: /^(?:list|status|config)\b/,
  zpool: /^(?:status|list|iostat|get|history)\b/,
  zfs: /^(?:list|get)\b/,
  nomad: /^(?:status|job status|node status|alloc (?:status|logs))\b/,
  consul: /^(?:members|info|catalog|kv get|operator raft list-peers)\b/,
  flux: /^(?:get|logs|check|version|tree|trace|stats)\b/,
  argocd:
    /^(?:version|app (?:get|list|diff|history|logs|manifests|resources)|proj (?:get|list)|cluster (?:get|list))\b/,
  ceph: /^(?:-s|status|health|df|osd (?:tree|df|status|stat)|mon stat|pg stat|versions)\b/,
  service: /\bstatus$/,
  ufw: /^(?:status|show)\b/,
}

/** Other names of the same. */
const sameAs: Readonly<Record<string, string>> = {
  oc: 'kubectl',
  podman: 'docker',
  nerdctl: 'docker',
  tofu: 'terraform',
  k: 'kubectl',
}

function isReading(values: readonly string[]): boolean {
  const [first = '', ...rest] = values
  const name = baseOf(first)
  if (rest.includes('--help') || (rest.length === 1 && /^(?:--version|-h|version)$/.test(rest[0] ?? ''))) return true
  if (name === 'curl' && !rest.every((value, index) => isPlainMethod(value, rest[index + 1]))) return false
  if (reading.has(name))
    return !rest.some((value, index) => writes[name]?.test(value) && rest[index + 1] !== '/dev/null')
  if (name === 'command') return rest[0] === '-v' || rest[0] === '-V'
  const known = readingSubcommands[sameAs[name] ?? name]
  if (!known) return false
  return known.test(subcommandsOf(values).join(' ')) || (name === 'ip' && rest.length === 0)
}

function isPlainMethod(value: string, next: string | undefined): boolean {
  const method = methodIn(value, next)
  return method === undefined || /^(?:GET|HEAD|OPTIONS)$/.test(method)
}

/** The method that an option of curl names, by itself or by the word behind it: `-XDELETE`, `-sX DELETE`. */
function methodIn(value: string, next = ''): string | undefined {
  const named = /^(?:-[a-zA-Z]*?X|--request)(?:=?(\w+))?$/.exec(value)
  return named ? (named[1] ?? next) : undefined
}

/** They change something, whatever their words are. */
const changing = new Set([
  ...[
    'cp',
    'mv',
    'ln',
    'mkdir',
    'touch',
    'tee',
    'chmod',
    'chown',
    'chgrp',
    'install',
    'mount',
    'umount',
    'sysctl',
    'tar',
  ],
  ...[
    'unzip',
    'gzip',
    'gunzip',
    'rsync',
    'scp',
    'useradd',
    'usermod',
    'passwd',
    'crontab',
    'apt',
    'apt-get',
    'yum',
    'dnf',
  ],
  ...[
    'wget',
    'swapoff',
    'swapon',
    'ufw',
    'iptables',
    'nft',
    'sed',
    'yq',
    'patch',
    'curl',
    'vi',
    'vim',
    'nano',
    'export',
  ],
])

const changingWords =
  /^(?:apply|create|edit|patch|scale|set|label|annotate|taint|cordon|uncordon|replace|rollout|expose|run|start|stop|restart|enable|install|upgrade|update|add|push|pull|put|write|import|export|up|down|build|deploy|sync|reload|resize|cp|debug|attach|login|commit|checkout|merge|rebase|reset|config|init|suspend|resume|approve|silence)$/

function changingWord(values: readonly string[]): boolean {
  return subcommandsOf(values)
    .slice(0, 2)
    .some((word) => changingWords.test(word))
}
