import { posix } from 'node:path'

/** Endings of files that may be configuration. */
const endings = new Set(
  'yaml yml json toml tf tfvars hcl conf cfg ini cnf env zone db service timer socket mount automount path target container pod kube rules hosts libsonnet jsonnet tpl tmpl j2 gotmpl template erb properties mk just caddy caddyfile'.split(
    ' ',
  ),
)
const names =
  /^(?:caddyfile|makefile|gnumakefile|\.?justfile|procfile|vagrantfile|hosts|inventory|kustomization|named\.conf.*|\.env(?:\.[\w-]+)*\.(?:example|sample|dist|template)|\.env\.(?:example|sample|dist|template)|env\.(?:example|sample|template)|db\.[\w.-]+)(?:\..*)?$/i

/** Where the name of a file says nothing of its kind; asked before the rest, since few stand there. */
const folders = /_vars\/|inventor(?:y|ies)\/|nginx\/|sites-(?:available|enabled)\/|conf\.d\//i

/** Values of a machine or a person, and what tools write for themselves; a cache and a built site of ours tell what pages say. */
const never =
  /(?:^|\/)(?:node_modules|\.git|\.waymark|_waymark|_astro|vendor|third_party|bower_components)\/|(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|composer\.lock|\.terraform\.lock\.hcl|[\w.-]*\.min\.json|tsconfig[\w.-]*\.json)$/i

/** Folders whose files play what is not there. */
const aside =
  /(?:^|\/)(?:tests?|__tests__|testdata|test-data|fixtures?|examples?|samples?|e2e|mocks?|archived?|_archive|attic|deprecated)\//i

/** Whether a file may be configuration, by its path. */
export function isConfiguration(file: string): boolean {
  if (never.test(file)) return false
  const name = posix.basename(file)
  // Files of these folders have the names of hosts and groups, or of no kind at all.
  if (folders.test(file)) {
    if (isVariablesFolder(file) || /(?:^|\/)inventor(?:y|ies)\/(?:[^/]+\/)?[^/.]+$/i.test(file))
      return !/^\.|\.(?:md|example)$/i.test(name)
    if (/(?:^|\/)(?:nginx|sites-(?:available|enabled)|conf\.d)\/(?:.*\/)?[^/]+$/i.test(file))
      return !/\.(?:md|html?|png|svg|css|js)$/i.test(name)
  }
  return names.test(name) || (!name.startsWith('.env') && endings.has(posix.extname(name).slice(1).toLowerCase()))
}

/** Whether a file holds variables of Ansible, by its folder. */
export function isVariablesFolder(file: string): boolean {
  return /(?:^|\/)(?:host|group)_vars\//.test(file)
}

/** Whether a file's hosts and names are known, but stand for nothing that runs: tests, examples, archives. */
export function isAsideFile(file: string): boolean {
  return aside.test(file)
}

/** Endings of files whose lines say something by themselves: of the rest a past would be guessed. */
const telling = 'yaml yml tf conf cfg j2 tmpl tpl rules caddy caddyfile toml libsonnet jsonnet mk just'.split(' ')

/** What of a history is looked at: files of configuration that people write, as git's pathspecs. */
export const configurationPathspecs: readonly string[] = [
  ...telling.map((ending) => `:(glob)**/*.${ending}`),
  ...[
    'Caddyfile*',
    'nginx/**',
    'sites-available/**',
    'sites-enabled/**',
    'package.json',
    'hosts',
    'inventory*',
    '*.zone',
    'db.*',
  ].map((name) => `:(glob)**/${name}`),
  ...['inventory', 'inventories'].map((folder) => `:(glob)**/${folder}/*`),
  ...['Makefile*', 'GNUmakefile*', 'justfile', '.justfile'].map((name) => `:(glob,icase)**/${name}`),
  ...['node_modules', 'vendor', 'third_party', 'tests', 'test', 'testdata', 'fixtures', 'examples'].map(
    (folder) => `:(exclude,glob)**/${folder}/**`,
  ),
]
