import { argumentsOf } from './arguments.ts'
import { type PageCommand, type PageWord, partOf } from './page-commands.ts'

/** An object of a cluster that a command names. */
export interface NamedObject {
  /** As the command has it: `deploy`, `statefulsets.apps`, `svc`. */
  type: string
  word: PageWord
}

/** A port of a service that a command leads to. */
export interface NamedPort extends NamedObject {
  port: PageWord
}

/** What a command names of a Kubernetes cluster. */
export interface ClusterNames {
  namespaces: readonly PageWord[]
  objects: readonly NamedObject[]
  ports: readonly NamedPort[]
  /** Whether it makes what it names, so that nothing has to declare it. */
  isMaking: boolean
}

const clients = /^(?:kubectl|oc|kubecolor|k)$/
/** Other programs that take a namespace as `kubectl` does. */
const namespaced = /^(?:helm|flux|stern|k9s|istioctl|velero|cmctl|kubectl-[\w-]+)$/

const kubectlValued =
  /^-[nfklocpsCRLT]$|^--(?:namespace|filename|selector|kustomize|output|container|context|cluster|user|kubeconfig|server|token|as|as-group|as-uid|cache-dir|certificate-authority|client-certificate|client-key|field-selector|label-columns|sort-by|since|since-time|tail|limit-bytes|type|patch|patch-file|replicas|current-replicas|for|timeout|grace-period|cascade|revision|to-revision|image|port|target-port|name|address|pod-running-timeout|request-timeout|max-log-requests|chunk-size|raw|template|subresource|from|target|copy-to|profile|overrides|env|prefix|keys|min|max|cpu-percent|protocol|dry-run|field-manager|v|log-flush-frequency|tls-server-name)$/
const helmValued =
  /^-[nfo]$|^--(?:namespace|values|set|set-string|set-file|set-json|set-literal|version|timeout|output|kube-context|kubeconfig|repo|description|history-max|max|revision|post-renderer|username|password|ca-file|cert-file|key-file|keyring|wait-timeout|template|name-template)$/

/** Verbs that take a type and then names. */
const ofMany = /^(?:get|describe|delete|edit|wait)$/
/** Those that take one object; what follows it is for that object. */
const ofOne = /^(?:scale|annotate|label|patch|expose|autoscale|logs|exec|port-forward|attach|debug)$/
/** Those with a verb of their own in between. */
const ofSubcommand = /^(?:rollout|set)$/

const helmVerbs = /^(?:upgrade|status|rollback|history|uninstall|delete|test)$/

/** What `kubectl`, `oc`, `helm` and programs like them are told. */
export function clusterNamesIn({ words: [name, ...args] }: PageCommand): ClusterNames {
  const program = name?.value ?? ''
  const nothing = { namespaces: [], objects: [], ports: [], isMaking: false }
  if (program === 'kubens')
    return { ...nothing, namespaces: args.filter(({ value }) => !value.startsWith('-')).slice(0, 1) }
  const isClient = clients.test(program)
  if (!isClient && !namespaced.test(program)) return nothing
  const { words, options } = argumentsOf(args, isClient ? kubectlValued : helmValued)
  const given = options.flatMap(({ name: option, value }) =>
    value && /^(?:-n|--namespace)$/.test(option) ? [value] : [],
  )
  if (!isClient) {
    const isMaking = options.some(({ name: option }) => /^(?:-i|--install|--create-namespace)$/.test(option))
    const release = program === 'helm' ? releaseIn(words) : []
    return { ...nothing, namespaces: given, objects: release, isMaking: isMaking || words[0]?.value === 'install' }
  }
  const [verb, ...rest] = words
  const isMaking = /^(?:create|run|new-project|new-app|apply)$/.test(verb?.value ?? '')
  if (program === 'oc' && /^(?:project|new-project)$/.test(verb?.value ?? ''))
    return { ...nothing, namespaces: [...given, ...rest.slice(0, 1)], isMaking }
  // What a file holds is named there.
  const isOfFile = options.some(({ name: option }) => /^(?:-[fk]|--filename|--kustomize)$/.test(option))
  const all = isOfFile ? [] : objectsIn(verb?.value ?? '', rest)
  const isNamespace = ({ type }: NamedObject) => /^(?:ns|namespaces?|projects?)$/i.test(type)
  const objects = all.filter((object) => !isNamespace(object))
  return {
    namespaces: [...given, ...all.filter(isNamespace).map(({ word }) => word)],
    objects,
    ports: verb?.value === 'port-forward' ? portsIn(objects, rest) : [],
    isMaking,
  }
}

function releaseIn([verb, second, third]: readonly PageWord[]): NamedObject[] {
  const word = verb?.value === 'get' ? third : helmVerbs.test(verb?.value ?? '') ? second : undefined
  return word ? [{ type: 'helmrelease', word }] : []
}

function objectsIn(verb: string, rest: readonly PageWord[]): NamedObject[] {
  const words = ofSubcommand.test(verb) ? rest.slice(1) : verb === 'create' ? rest.filter(isCreated) : rest
  if (!ofMany.test(verb) && !ofOne.test(verb) && !ofSubcommand.test(verb) && verb !== 'create') return []
  const [first, ...others] = words
  if (!first || first.isOpen) return []
  const slashed = words.filter(({ value }) => value.includes('/')).flatMap(slashedObject)
  if (first.value.includes('/')) return ofMany.test(verb) ? slashed : slashed.slice(0, 1)
  // `logs NAME` and `exec NAME` name a pod, and `a,b` are types without a name.
  if (/^(?:logs|exec|port-forward|attach|debug)$/.test(verb) || first.value.includes(',')) return []
  const named = ofMany.test(verb) ? others : others.slice(0, 1)
  return named.map((word) => ({ type: first.value, word }))
}

/** `create secret generic NAME` and `create service clusterip NAME` have a kind of the kind in between. */
function isCreated({ value }: PageWord, at: number): boolean {
  return at !== 1 || !/^(?:generic|tls|docker-registry|clusterip|nodeport|loadbalancer|externalname)$/.test(value)
}

function slashedObject(word: PageWord): NamedObject[] {
  const [type = '', name = '', ...more] = word.value.split('/')
  return type === '' || name === '' || more.length > 0 ? [] : [{ type, word: partOf(word, name) }]
}

/** `8080:80` leads to port 80 of the service, and `80` too. */
function portsIn([object]: readonly NamedObject[], rest: readonly PageWord[]): NamedPort[] {
  if (!object || !/^(?:svc|services?)$/.test(object.type)) return []
  return rest.slice(1).flatMap((word) => {
    const [, port] = /^(?:\d*:)?(\d{1,5})$/.exec(word.value) ?? []
    return port === undefined ? [] : [{ ...object, port: partOf(word, port) }]
  })
}

/** What types are written as besides the kind in small letters, and many of it. */
const shortNames: Readonly<Record<string, string>> = {
  deploy: 'deployment',
  sts: 'statefulset',
  ds: 'daemonset',
  cj: 'cronjob',
  svc: 'service',
  ing: 'ingress',
  cm: 'configmap',
  pvc: 'persistentvolumeclaim',
  sa: 'serviceaccount',
  hpa: 'horizontalpodautoscaler',
  pdb: 'poddisruptionbudget',
  netpol: 'networkpolicy',
  cert: 'certificate',
  hr: 'helmrelease',
  ks: 'kustomization',
  app: 'application',
  dc: 'deploymentconfig',
}

/** What a cluster makes by itself, under names that no file has. */
const made =
  /^(?:po|pods?|no|nodes?|rs|replicasets?|ev|events?|ep|endpoints?|endpointslices?|pv|persistentvolumes?|secrets?|certificaterequests?|orders?|challenges?|crds?|customresourcedefinitions?|all|leases?)$/

/** The kind among some that a written type means, in any of its forms: `deploy`, `Deployments`, `cronjobs.batch`. */
export function kindOf(type: string, kinds: Iterable<string>): string | undefined {
  const [plain = ''] = type.toLowerCase().split('.')
  if (made.test(plain)) return undefined
  const wanted = Object.hasOwn(shortNames, plain) ? (shortNames[plain] ?? plain) : plain
  for (const kind of kinds) {
    const own = kind.toLowerCase()
    if ([own, `${own}s`, `${own}es`, own.replace(/y$/, 'ies')].includes(wanted)) return kind
  }
  return undefined
}
