import type { Project } from '../../../src/config/project.ts'
import type { CheckSettings } from '../../../src/config/schema/check-settings.ts'
import { isAllowEntry } from '../../../src/network/allow-list.ts'
import { isHost, parseEndpoint } from '../../../src/network/endpoint.ts'
import { quote } from '../../../src/text/quote.ts'
import type { SettingProblem } from '../../check.ts'

export type LinkSettings = CheckSettings['links']

/** What is wrong with `checks.links.allow`, `checks.links.credentials` and `checks.links.hosts`. */
export function checkExternalSettings({ config }: Project): SettingProblem[] {
  const { allow, credentials, hosts } = config.checks.links
  return [
    ...allow.flatMap((entry, index) => (isAllowEntry(entry) ? [] : allowProblem(entry, index))),
    ...Object.keys(credentials).flatMap((host) => (isHostKey(host) ? [] : hostProblem('credentials', host))),
    ...Object.keys(hosts).flatMap((host) => (isHostKey(host) ? [] : hostProblem('hosts', host))),
  ]
}

function isHostKey(host: string): boolean {
  return isHost(host) || parseEndpoint(host) !== undefined
}

function allowProblem(entry: string, index: number): SettingProblem {
  const message = `Unexpected ${quote(entry)} in \`checks.links.allow\`, expected a host, an IP address or a range`
  const hint = 'Write `wiki.lan`, `10.1.2.3` or `10.0.0.0/8`'
  return { path: ['allow', index], code: 'config/invalid-value', message, hint }
}

function hostProblem(key: 'credentials' | 'hosts', host: string): SettingProblem {
  const message = `Unexpected ${quote(host)} in \`checks.links.${key}\`, expected a host such as \`wiki.example.org\``
  const hint = 'Write the host alone, without `https://` and without a path; another port as `host:8443`'
  return { path: [key, host], side: 'key', code: 'config/invalid-value', message, hint }
}
