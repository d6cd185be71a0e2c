import { resolve } from 'node:path'
import type { Project } from '../../../src/config/project.ts'
import { type SourceSettings, targetOf } from '../../../src/config/schema/source-settings.ts'
import { type PemFile, Trust } from '../../../src/probe-kinds/connection/trust.ts'
import type { Source, Sources } from '../../../src/probe-kinds/source/source.ts'
import { expand, type Lookup, variablesOf } from '../../../src/schema/variables.ts'
import { isSecretName, withoutScheme } from '../secrets/secret-name.ts'

/** The sources of an environment. */
export interface PreparedSources {
  sources: Sources
  /** Values of their settings that must not be shown. */
  sourceSecrets: readonly string[]
}

/** What gives the sources of an environment their values. */
interface SourceValues {
  lookup: Lookup
  /** Whether a variable's value stands in no file. */
  isSecret: (variable: string) => boolean
  /** Milliseconds of a clock that never jumps. */
  ticks: () => number
  /** What to trust besides those that Node trusts. */
  authority?: PemFile
}

/**
 * The sources of `waymark.yaml` with the values of their variables. One without a value keeps nobody from being probed:
 * who asks it says that it has none.
 */
export function sourcesOf({ root, config }: Pick<Project, 'root' | 'config'>, values: SourceValues): PreparedSources {
  const read = Object.entries(config.sources).map(([name, settings]) => sourceOf(name, settings, root, values))
  return {
    sources: new Map(read.map(({ source }) => [source.name, source])),
    sourceSecrets: [...new Set(read.flatMap(({ secrets }) => secrets))],
  }
}

function sourceOf(
  name: string,
  settings: SourceSettings,
  root: string,
  { lookup, isSecret, ticks, authority }: SourceValues,
) {
  const missing = new Set<string>()
  const secrets: string[] = []
  const put = (text: string) => {
    for (const variable of variablesOf(text)) {
      const value = lookup(variable)
      if (value && (isSecret(variable) || isSecretName(variable))) secrets.push(value)
    }
    const expansion = expand(text, lookup)
    for (const variable of expansion.missing) missing.add(variable)
    return expansion.text
  }
  const { kind, url } = targetOf(settings)
  const { timeout, every, alerts, certificate, key } = settings
  const headers = Object.fromEntries(Object.entries(settings.headers).map(([header, value]) => [header, put(value)]))
  // What is secret by its name is so wherever it stands; a variable without a value is to be shown.
  for (const [header, value] of Object.entries(headers))
    if (isSecretName(header) && !value.includes('${')) secrets.push(withoutScheme(value))
  const fileOf = (written: string) => ({
    path: resolve(root, put(written)),
    shownAs: shownPath(written, lookup, isSecret),
  })
  const client =
    certificate === undefined || key === undefined ? undefined : { certificate: fileOf(certificate), key: fileOf(key) }
  const address = put(url).replace(/\/+$/, '')
  const trust = new Trust(authority, ticks, client)
  const source: Source = { name, kind, url: address, headers, trust, timeout, every, alerts, missing: [...missing] }
  return { source, secrets }
}

/** A path of the machine that stands in no file is shown as the name of its variable. */
function shownPath(written: string, lookup: Lookup, isSecret: (variable: string) => boolean): string {
  return expand(written, (name) => (isSecret(name) && lookup(name) ? `\${${name}}` : lookup(name))).text
}
