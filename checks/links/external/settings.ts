import type { Project } from '../../../src/config/project.ts'
import type { CheckSettings } from '../../../src/config/schema/check-settings.ts'
import { isAllowEntry } from '../../../src/network/allow-list.ts'
import { isHost, parseEndpoint } from '../../../src/network/endpoint.ts'
import { quote } from '../../../src/text/quote.ts'
import type { SettingProblem } from '../../check.ts'

export type LinkSettings = CheckSettings['links']

/** What is wrong with `checks.links.allow` and `checks.links.credentials`. */
export function checkExternalSettings({ config }: Project): SettingProblem[] {
  const { allow, credentials } = config.checks.links
  return [
    ...allow.flatMap((entry, index) => (isAllowEntry(entry) ? [] : allowProblem(entry, index))),
    ...Object.keys(credentials).flatMap((host) => (isCredentialHost(host) ? [] : credentialProblem(host))),
  ]
}

function isCredentialHost(host: string): boolean {
  return isHost(host) || parseEndpoint(host) !== undefined
}

function allowProblem(entry: string, index: number): SettingProblem {
  const message = `Unexpected ${quote(entry)} in \`checks.links.allow\`, expected a host, an IP address or a range`
  const hint = 'Write `wiki.lan`, `10.1.2.3` or `10.0.0.0/8`'
  return { path: ['allow', index], code: 'config/invalid-value', message, hint }
}

function credentialProblem(host: string): SettingProblem {
  const message = `Unexpected ${quote(host)} in \`checks.links.credentials\`, expected a host such as \`wiki.example.org\``
  const hint = 'Write the host alone, without `https://` and without a path; another port as `host:8443`'
  return { path: ['credentials', host], side: 'key', code: 'config/invalid-value', message, hint }
}
