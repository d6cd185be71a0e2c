import { describe, expect, test } from 'vitest'
import { hosts } from '../../../checks/hosts/hosts.ts'
import type { Finding } from '../../../src/finding/finding.ts'
import { checkFiles } from '../engine/project-files.ts'

/** Numbers that look random, the same for each seed. Source: mulberry32. */
function random(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (((mixed ^ (mixed >>> 14)) >>> 0) % 1_000_000) % below
  }
}

const names =
  'grafana keycloak vaultwarden nextcloud jellyfin gitea woodpecker miniflux paperless immich plausible mattermost'.split(
    ' ',
  )
const labels = 'metrics login secrets cloud media code builds news papers photos insight chat'.split(' ')

/** Ways that a router is declared, by file. */
const routers: ((name: string, host: string) => [file: string, text: string])[] = [
  (name, host) => [
    `k8s/${name}.yaml`,
    `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: ${name} }\nspec: { rules: [{ host: ${host} }] }\n`,
  ],
  (name, host) => [
    `k8s/${name}.yaml`,
    `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: ${name} }\nspec:\n  hostnames: ["${host}"]\n`,
  ],
  (name, host) => [
    `${name}/compose.yaml`,
    `services:\n  ${name}:\n    image: ${name}\n    labels:\n      - traefik.http.routers.${name}.rule=Host(\`${host}\`)\n`,
  ],
  (name, host) => [`charts/${name}/values.yaml`, `ingress:\n  hosts: [${host}]\n`],
  (name, host) => [`${name}/Caddyfile`, `${host} {\n  reverse_proxy ${name}:80\n}\n`],
  (name, host) => [
    `nginx/${name}.conf`,
    `server {\n  server_name ${host};\n  location / { proxy_pass http://${name}:80; }\n}\n`,
  ],
  (name, host) => [
    `routes/${name}.yaml`,
    `apiVersion: traefik.io/v1alpha1\nkind: IngressRoute\nmetadata: { name: ${name} }\nspec: { routes: [{ match: "Host(\`${host}\`)" }] }\n`,
  ],
]

/** Ways that a page says where a service is. */
const sayings: ((name: string, host: string) => string)[] = [
  (name, host) => `People find ${name} at <https://${host}/>.`,
  (name, host) => `| ${name} | \`${host}\` |`,
  (name, host) => `- **${name}**: ${host}`,
  (name, host) => `## ${name}\n\nOpen [the page](https://${host}/start) and sign in.`,
  (name, host) => `\`\`\`text\n├── ${name} (${host})\n\`\`\``,
  (name, host) => `\`\`\`sh\ncurl -fsS https://${host}/healthz # ${name}\n\`\`\``,
]

function plant(seed: number) {
  const pick = random(seed)
  const files: Record<string, string> = {}
  const expected: string[] = []
  const lines = ['# Platform', '']
  for (const [index, name] of names.entries()) {
    const host = `${labels[index]}.acme${seed}.dev`
    const [file, text] = routers[pick(routers.length)]?.(name, host) ?? ['', '']
    files[file] = text
    const isWrong = pick(3) === 0
    const said = isWrong ? `${labels[index]}-${['web', 'app', 'next'][pick(3)]}.acme${seed}.dev` : host
    const saying = (sayings[pick(sayings.length)]?.(name, said) ?? '').split('\n')
    const row = saying.findIndex((line) => line.includes(said))
    if (isWrong) expected.push(`${lines.length + row + 1} ${said} ${host}`)
    lines.push(...saying, '')
  }
  return { files: { ...files, 'guidebooks/README.md': lines.join('\n') }, expected }
}

const found = ({ line, message }: Finding) => {
  const [said = '', , right = ''] = Array.from(message.matchAll(/`([^`]+)`/g), ([, text]) => text)
  return `${line} ${said} ${right}`
}

describe('Planted contradictions are all found at their line, and nothing else', () => {
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    test(`seed ${seed}`, async () => {
      const { files, expected } = plant(seed)
      expect(expected.length).toBeGreaterThan(0)
      const findings = (await checkFiles(files, { checks: [hosts] })).filter(({ severity }) => severity !== 'info')
      expect(findings.map(found)).toStrictEqual(expected)
    })
  }
})
