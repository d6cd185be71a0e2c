// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of services.yaml

import type { Project } from '../../src/config/project.ts'
import { environmentOf } from '../../src/config/schema/waymark.ts'
import type { Service } from '../../src/config/services.ts'
import { countWithoutDefault, expand, type Lookup, lookupIn } from '../../src/schema/variables.ts'
import type { RawFinding } from '../check.ts'
import { usualEnvironment } from '../probes/environment/environment-name.ts'
import { templatesOf } from '../probes/expansion.ts'
import type { ServiceRule } from './rule.ts'

/** The probe of such a variable will be `unknown` where it has no value. */
export const unsetVariable = {
  code: 'services/unset-variable',
  severity: 'info',
  summary: 'A variable without a value here',
  why: `
A variable of a probe or of a [source](../configure.md#sources) has no value where the check runs, and no default; there, the probe would be \`unknown\`, and the source would not be asked. It may well have one where the probe is run, so this is no more than a note. The values are those of the [environment](../configure.md#environments) that is probed when none is named, then those of the process. Export it, give it a default (\`\${SHOP_HOST:-shop.example.org}\`), or set it under \`variables\` of the environment, if it is no secret.
`,
  wrong: {
    'guidebooks/services.yaml': 'services:\n  shop:\n    probes:\n      web: { http: "https://${SHOP_HOST}/" }\n',
  },
  right: {
    'guidebooks/services.yaml':
      'services:\n  shop:\n    probes:\n      web: { http: "https://${SHOP_HOST:-shop.example.org}/" }\n',
  },
  beside: { 'guidebooks/README.md': '# Shop\n' },
  check: ({ services, project }, { env }) => unsetVariables(services, project, usualEnvironment(project.config), env),
} as const satisfies ServiceRule

/** Variables that have neither a value in an environment, undefined for the hosts as written, nor a default. */
export function unsetVariables(
  services: readonly Service[],
  project: Pick<Project, 'config' | 'settings'>,
  environment: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): RawFinding[] {
  const lookup = lookupIn(environmentOf(project.config, environment)?.variables ?? {}, env)
  const where = environment === undefined ? '' : ` in the environment \`${environment}\``
  return [...services.flatMap((service) => unsetIn(service, lookup, where)), ...unsetInSources(project, lookup, where)]
}

/** The same of the sources of `waymark.yaml`: such a one is never asked. */
function unsetInSources(
  { config, settings }: Pick<Project, 'config' | 'settings'>,
  lookup: Lookup,
  where: string,
): RawFinding[] {
  if (!settings) return []
  return Object.entries(config.sources).flatMap(([name, { headers, ...source }]) =>
    [...textsIn(source, []), ...textsIn(headers, ['headers'])].flatMap(({ path, text }) =>
      expand(text, lookup).missing.map((variable) => ({
        code: unsetVariable.code,
        message: `Unexpected variable \`${variable}\` without a value${where}, expected one where the source \`${name}\` is asked`,
        hint: `Set \`${variable}\` in the process, or under \`variables\` of the environment; until then the source tells nothing`,
        file: settings.file,
        ...settings.locate(['sources', name, ...path]),
      })),
    ),
  )
}

function textsIn(settings: object, path: string[]): { path: string[]; text: string }[] {
  return Object.entries(settings).flatMap(([key, text]: [string, unknown]) =>
    typeof text === 'string' ? [{ path: [...path, key], text }] : [],
  )
}

function unsetIn({ file, probes }: Service, lookup: Lookup, where: string): RawFinding[] {
  return probes.flatMap((probe) =>
    templatesOf(probe)
      .filter(({ text }) => countWithoutDefault(text) > 0)
      .flatMap(({ path, text }) =>
        expand(text, lookup).missing.map((name) => ({
          code: unsetVariable.code,
          message: `Unexpected variable \`${name}\` without a value${where}, expected one where \`${probe.id}\` is asked`,
          hint: `Set \`${name}\` in the process, or under \`variables\` of the environment; until then the probe is unknown`,
          file,
          ...probe.locate(path),
        })),
      ),
  )
}
