import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { randomizer, type Written } from './generator.ts'

const apps = ['ledger', 'gateway', 'mailer', 'vault', 'postgres', 'ingress', 'search', 'billing', 'wiki', 'orders']

/**
 * Writes files of configuration of about 1 KB into a folder, as repositories of operations have them, and commits all
 * that stands there; the same ones for the same seed.
 */
export function writeManifests(root: string, { files, seed = 1 }: { files: number; seed?: number }): Written {
  const random = randomizer(seed)
  let bytes = 0
  for (let index = 0; index < files; index++) {
    const app = `${apps[random(apps.length)]}-${index}`
    const [file, text] = makers[index % makers.length]?.(app, random) ?? ['', '']
    const target = path.join(root, 'deploy', `team-${index % 40}`, app, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, text)
    bytes += Buffer.byteLength(text)
  }
  const git = (...args: string[]) => {
    const identity = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.org', '-c', 'gc.auto=0']
    const { status, stderr } = spawnSync('git', ['-C', root, ...identity, ...args], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`)
  }
  git('init', '--quiet')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'Begin')
  return { pages: files, bytes }
}

type Maker = (app: string, random: (below: number) => number) => [file: string, text: string]

const makers: readonly Maker[] = [workload, route, compose, values, rules, workload, route, service]

function workload(app: string, random: (below: number) => number): [string, string] {
  const variables = Array.from(
    { length: 8 },
    (_, at) => `            - name: SETTING_${at}\n              value: "${random(1000)}"`,
  )
  return [
    'deployment.yaml',
    `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${app}
  namespace: team-${random(40)}
  labels:
    app.kubernetes.io/name: ${app}
spec:
  replicas: ${1 + random(5)}
  selector:
    matchLabels:
      app.kubernetes.io/name: ${app}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${app}
    spec:
      containers:
        - name: ${app}
          image: registry.acme.dev/${app}:1.${random(40)}.${random(9)}
          ports:
            - containerPort: 8080
          env:
${variables.join('\n')}
          resources:
            limits: { cpu: 500m, memory: 256Mi }
`,
  ]
}

function route(app: string): [string, string] {
  return [
    'ingress.yaml',
    `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: ${app}
  annotations:
    cert-manager.io/cluster-issuer: letsencrypt
spec:
  tls:
    - hosts: [${app}.acme.dev]
      secretName: ${app}-tls
  rules:
    - host: ${app}.acme.dev
      http:
        paths:
          - path: /
            pathType: Prefix
            backend: { service: { name: ${app}, port: { number: 80 } } }
`,
  ]
}

function service(app: string): [string, string] {
  return [
    'service.yaml',
    `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${app}\nspec:\n  selector: { app: ${app} }\n  ports:\n    - port: 80\n      targetPort: 8080\n`,
  ]
}

function compose(app: string, random: (below: number) => number): [string, string] {
  return [
    'compose.yaml',
    `services:
  ${app}:
    image: registry.acme.dev/${app}:2.${random(30)}
    container_name: ${app}
    restart: unless-stopped
    environment:
      LOG_LEVEL: info
      DATABASE_HOST: db
    labels:
      - traefik.enable=true
      - traefik.http.routers.${app}.rule=Host(\`${app}.lab.acme.dev\`)
      - traefik.http.services.${app}.loadbalancer.server.port=8080
    ports: ["${8000 + random(1000)}:8080"]
  db:
    image: postgres:16.${random(9)}
    volumes: [data:/var/lib/postgresql/data]
volumes:
  data:
`,
  ]
}

function values(app: string, random: (below: number) => number): [string, string] {
  return [
    'values.yaml',
    `image:
  repository: registry.acme.dev/${app}
  tag: "3.${random(30)}"
replicaCount: ${1 + random(4)}
ingress:
  enabled: true
  hosts:
    - host: ${app}.apps.acme.dev
      paths: [{ path: / }]
resources:
  requests: { cpu: 100m, memory: 128Mi }
autoscaling:
  enabled: false
  minReplicas: 1
  maxReplicas: 10
`,
  ]
}

function rules(app: string): [string, string] {
  const alert = (name: string) => `        - alert: ${name}
          expr: sum(rate(http_requests_total{app="${app}",code=~"5.."}[5m])) > 0.05
          for: 10m
          labels: { severity: page }
          annotations:
            summary: ${app} is not well
            runbook_url: https://docs.acme.dev/book-0001/page-07/
`
  const name = app.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
  return [
    'rules.yaml',
    `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: ${app}
spec:
  groups:
    - name: ${app}
      rules:
${alert(`${name}Errors`)}${alert(`${name}Slow`)}`,
  ]
}
