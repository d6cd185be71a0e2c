// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of a compose file and of Terraform
/** One service of an estate, as its manifests and its pages call it. */
export interface Service {
  name: string
  /** As people write it. */
  title: string
  host: string
  tag: string
  memory: string
  /** The names of its alert rules. */
  alerts: readonly [down: string, slow: string]
  /** The `runbook_url` of each of its rules. */
  runbooks: readonly [down: string, slow: string]
}

/** Where a file stands, and what is in it. */
export type Files = Record<string, string>

/** How the manifests of one kind of public repository look. */
export interface Estate {
  /** Files that say that something serves a host. */
  route: (service: Pick<Service, 'name' | 'host'>) => Files
  workload: (service: Service) => Files
  rules: (service: Service, more?: readonly string[]) => Files
  /** A value of a service's files: the file, a pointer into it, and how a person writes it. */
  value: (service: Service) => { file: string; pointer: string; written: readonly string[] }
  /** What belongs to all services, and declares none of their hosts. */
  shared: (zone: string) => Files
}

const expression = (name: string) => `up{job="${name}"} == 0`

const promRules = (service: Service, indent: string, more: readonly string[] = []) =>
  [
    ...service.alerts.map((alert, index) => ({ alert, runbook: service.runbooks[index] })),
    ...more.map((alert) => ({ alert, runbook: undefined })),
  ]
    .flatMap(({ alert, runbook }) => [
      `- alert: ${alert}`,
      `  expr: ${expression(service.name)}`,
      '  for: 5m',
      '  labels:',
      '    severity: critical',
      ...(runbook === undefined ? [] : ['  annotations:', `    runbook_url: ${runbook}`]),
    ])
    .map((line) => `${indent}${line}\n`)
    .join('')

const plainRules = (service: Service, more?: readonly string[]) => ({
  [`monitoring/rules/${service.name}.yml`]: `groups:\n  - name: ${service.name}\n    rules:\n${promRules(service, '      ', more)}`,
})
const ruleValue = (service: Service) => ({
  file: `monitoring/rules/${service.name}.yml`,
  pointer: '/groups/0/rules/0/for',
  written: ['5m', '300s', '5 minutes', '`5m`'],
})

/** Compose stacks behind Traefik. */
const compose: Estate = {
  route: ({ name, host }) => ({
    [`stacks/${name}/compose.override.yaml`]: `services:\n  ${name}:\n    labels:\n      traefik.enable: "true"\n      traefik.http.routers.${name}.rule: Host(\`${host}\`)\n      traefik.http.routers.${name}.entrypoints: websecure\n`,
  }),
  workload: ({ name, tag, memory }) => ({
    [`stacks/${name}/compose.yaml`]: `services:\n  ${name}:\n    image: ghcr.io/northwind/${name}:${tag}\n    restart: unless-stopped\n    mem_limit: ${memory}\n    networks: [edge]\n`,
  }),
  rules: plainRules,
  value: ruleValue,
  shared: (zone) => ({
    'stacks/traefik/compose.yaml':
      'services:\n  traefik:\n    image: traefik:v3.1\n    ports: ["443:443"]\n    labels:\n      - traefik.http.routers.inner.rule=Host(`inner.${INTERNAL_DOMAIN}`)\n',
    'stacks/traefik/dynamic.yml': `tls:\n  stores:\n    default:\n      defaultGeneratedCert:\n        domain: { main: "${zone}", sans: ["*.${zone}"] }\n`,
  }),
}

/** Kubernetes with the Gateway API and PrometheusRule. */
const gateway: Estate = {
  route: ({ name, host }) => ({
    [`apps/${name}/httproute.yaml`]: `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: ${name}\n  namespace: ${name}\nspec:\n  parentRefs:\n    - name: public\n      namespace: gateway\n  hostnames:\n    - ${host}\n  rules:\n    - backendRefs:\n        - name: ${name}\n          port: 80\n`,
  }),
  workload: ({ name, tag, memory }) => ({
    [`apps/${name}/deployment.yaml`]: `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  namespace: ${name}\nspec:\n  replicas: 2\n  template:\n    spec:\n      containers:\n        - name: ${name}\n          image: ghcr.io/northwind/${name}:${tag}\n          resources:\n            limits: { memory: ${memory} }\n`,
    [`apps/${name}/service.yaml`]: `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  namespace: ${name}\nspec:\n  ports:\n    - port: 80\n`,
  }),
  rules: (service, more) => ({
    [`apps/${service.name}/rules.yaml`]: `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: ${service.name}\nspec:\n  groups:\n    - name: ${service.name}\n      rules:\n${promRules(service, '        ', more)}`,
  }),
  value: ({ name, memory }) => ({
    file: `apps/${name}/deployment.yaml`,
    pointer: '/spec/template/spec/containers/0/resources/limits/memory',
    written: [memory, memory.replace('Mi', ' MiB'), `\`${memory}\``],
  }),
  shared: (zone) => ({
    'apps/gateway/gateway.yaml': `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata:\n  name: public\nspec:\n  gatewayClassName: cilium\n  listeners:\n    - name: https\n      hostname: "*.${zone}"\n      port: 443\n      protocol: HTTPS\n---\napiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata:\n  name: wildcard\nspec:\n  secretName: wildcard\n  dnsNames: ["*.${zone}"]\n`,
  }),
}

/** Terraform for DNS, nginx on machines. */
const terraform: Estate = {
  route: ({ name, host }) => ({
    [`nginx/sites/${name}.conf`]: `upstream ${name} {\n  server 127.0.0.1:8080;\n}\n\nserver {\n  listen 443 ssl;\n  server_name ${host};\n\n  location / {\n    proxy_pass http://${name};\n  }\n}\n`,
    [`terraform/dns_${name}.tf`]: `resource "cloudflare_record" "${name}" {\n  zone_id = var.zone_id\n  name    = "${host}"\n  type    = "A"\n  content = "203.0.113.10"\n  proxied = true\n}\n`,
  }),
  workload: ({ name, tag, memory }) => ({
    [`ansible/roles/${name}/templates/compose.yaml`]: `services:\n  ${name}:\n    image: ghcr.io/northwind/${name}:${tag}\n    mem_limit: ${memory}\n`,
  }),
  rules: plainRules,
  value: ruleValue,
  shared: () => ({
    'terraform/main.tf':
      'terraform {\n  required_version = ">= 1.6"\n}\n\nvariable "zone_id" {\n  type = string\n}\n\nresource "cloudflare_record" "any" {\n  zone_id = var.zone_id\n  name    = "inner.${var.domain}"\n  type    = "A"\n  content = "203.0.113.11"\n}\n',
  }),
}

/** Charts of their own, with a mixin beside each. */
const helm: Estate = {
  route: ({ name, host }) => ({
    [`charts/${name}/values-route.yaml`]: `ingress:\n  enabled: true\n  className: nginx\n  hosts:\n    - host: ${host}\n      paths: ["/"]\n`,
  }),
  workload: ({ name, tag, memory }) => ({
    [`charts/${name}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: 0.4.0\nappVersion: "${tag}"\n`,
    [`charts/${name}/values.yaml`]: `image:\n  repository: ghcr.io/northwind/${name}\n  tag: "${tag}"\nresources:\n  limits:\n    memory: ${memory}\n`,
    [`charts/${name}/templates/deployment.yaml`]:
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ include "app.fullname" . }}\nspec:\n  template:\n    spec:\n      containers:\n        - name: app\n          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"\n',
  }),
  rules: (service, more) =>
    service.name.length % 2 === 0
      ? {
          [`mixins/${service.name}.libsonnet`]: `{\n  prometheusAlerts+:: {\n    groups+: [{\n      name: '${service.name}',\n      rules: [\n${[
            ...service.alerts.map((alert, index) => ({ alert, runbook: service.runbooks[index] })),
            ...(more ?? []).map((alert) => ({ alert, runbook: undefined })),
          ]
            .map(
              ({ alert, runbook }) =>
                `        {\n          alert: '${alert}',\n          expr: 'up{job="${service.name}"} == 0',\n          'for': '5m',\n${runbook === undefined ? '' : `          annotations: {\n            runbook_url: '${runbook}',\n          },\n`}        },\n`,
            )
            .join('')}      ],\n    }],\n  },\n}\n`,
        }
      : {
          [`charts/${service.name}/templates/rules.yaml`]: `{{- if .Values.rules.enabled }}\napiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: {{ include "app.fullname" . }}\nspec:\n  groups:\n    - name: ${service.name}\n      rules:\n${promRules(service, '        ', more)}{{- end }}\n`,
        },
  value: ({ name, tag, memory }) => ({
    file: `charts/${name}/values.yaml`,
    pointer: tag.length % 2 === 0 ? '/resources/limits/memory' : '/image/tag',
    written: tag.length % 2 === 0 ? [memory, memory.replace('Mi', ' MiB')] : [tag, `v${tag}`, `\`${tag}\``],
  }),
  shared: (zone) => ({
    'charts/edge/values.yaml': `certificate:\n  dnsNames: ["*.${zone}"]\n`,
  }),
}

/** Kinds of public repositories. */
export const estates: Readonly<Record<string, Estate>> = {
  'Compose and Traefik': compose,
  'Kubernetes, Gateway API and PrometheusRule': gateway,
  'Terraform and nginx': terraform,
  'Helm and mixins': helm,
}
