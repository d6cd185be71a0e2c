// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of configuration
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { entrySchema } from '../../src/inventory/entry.ts'
import { inventoryReaders } from '../../src/inventory/registry.ts'
import { read, row } from './reading.ts'

interface Case {
  says: string
  files: Record<string, string>
  /** Entries of these kinds, as `row` tells them. */
  tells: string[]
  kinds?: RegExp
}

/** What each reader tells, by its name. */
const cases: Record<string, Case[]> = {
  compose: [
    {
      says: 'a file whose lines end in carriage returns alone',
      files: { 'compose.yaml': 'services:\r  web:\r    image: web\r' },
      tells: ['resource compose service/web 2:3', 'image web 3:12'],
    },
    {
      says: 'the services of a template',
      files: {
        'roles/photos/templates/docker-compose.yml.j2':
          'name: photos\n\nservices:\n{% if web %}\n  web:\n    image: {{ image }}\n    environment:\n      A: b\n{% endif %}\n  # The frames\n  frames:\n    image: frames\n\nvolumes:\n  data:\n',
      },
      tells: ['resource compose service/web 5:3', 'resource compose service/frames 11:3', 'image frames 12:12'],
    },
    {
      says: 'hosts of a template that are surely written, and nothing of its names',
      files: {
        'roles/web/templates/docker-compose.yml.j2':
          'services:\n  "{{ name }}":\n    image: web:{{ tag }}\n  hub:\n    container_name: {{ name }}\n    image: hub:1.2\n    labels:\n{% if public %}\n      - "traefik.http.routers.{{ name }}.rule=Host(`hub.{{ domain }}`)"\n{% endif %}\n      - traefik.http.routers.{{ name }}.rule=Host(`hub.acme.dev`)\n    ports:\n      - {{ port }}:80\n',
      },
      tells: ['resource compose service/hub 4:3', 'image hub:1.2 6:12', 'host hub.acme.dev (route hub) 11:52'],
    },
    {
      says: 'services with ports, images and the hosts of their labels, in both notations',
      files: {
        'compose.yaml':
          'services:\n  docuseal:\n    container_name: sign\n    image: docuseal/docuseal:1.8\n    ports: ["3000:3000"]\n    labels:\n      - "traefik.http.routers.contracts.rule=Host(`sign.acme.dev`) || Host(`www.acme.dev`)"\n  hub:\n    image: hub\n    labels:\n      traefik.http.routers.hub.rule: Host(`hub.acme.dev`) && !Host(`no.acme.dev`)\n',
      },
      tells: [
        'resource compose service/docuseal 2:3',
        'image docuseal/docuseal:1.8 4:12',
        'host sign.acme.dev (route docuseal sign contracts) 7:52',
        'host www.acme.dev (route docuseal sign contracts) 7:77',
        'resource compose service/hub 8:3',
        'image hub 9:12',
        'host hub.acme.dev (route hub) 11:44',
      ],
    },
    {
      says: 'variables by the nearest example of an environment, then by their defaults; others stay open',
      files: {
        'apps/.env.example': 'DOMAIN="acme.dev" # ours\n',
        'apps/shop/docker-compose.yml':
          'services:\r\n  shop:\r\n    image: shop:${TAG:-1.2}\r\n    labels:\r\n      - traefik.http.routers.shop.rule=Host(`shop.${DOMAIN:-localhost}`)\r\n      - traefik.http.routers.wiki.rule=Host(`${WIKI:-wiki.acme.dev}`)\r\n      - traefik.http.routers.chat.rule=Host(`chat.${ZONE}`)\r\n',
      },
      kinds: /host|image/,
      tells: [
        'image shop:1.2 3:12',
        'host shop.acme.dev (route shop) 5:9',
        'host wiki.acme.dev (route shop wiki) 6:9',
        'host chat.${ZONE} (route shop chat) 7:46',
      ],
    },
    {
      says: 'anchors and merges where they lead, and hosts of other proxies',
      files: {
        'docker-compose.prod.yml':
          'x-base: &base\n  image: base:1\nservices:\n  a:\n    <<: *base\n    environment:\n      VIRTUAL_HOST: a.acme.dev,b.acme.dev:8080\n  c:\n    <<: [*base]\n    labels: { caddy: https://c.acme.dev }\n',
      },
      kinds: /host|image/,
      tells: [
        'image base:1 2:10',
        'host a.acme.dev (route a) 7:21',
        'host b.acme.dev (route a) 7:32',
        'image base:1 2:10',
        'host c.acme.dev (route c) 10:30',
      ],
    },
  ],
  'environment-example': [
    {
      says: 'values of variables, and nothing of the environment itself',
      files: { '.env.example': 'export A=1\n# B=2\nC=\n', '.env': 'SECRET=x\n', '.env.production': 'SECRET=x\n' },
      tells: ['variable A 1:1'],
    },
  ],
  kubernetes: [
    {
      says: 'routes with what they lead to, certificates and listeners as such, and workloads',
      files: {
        'k8s/all.yaml': `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: erp, namespace: sales }
spec:
  tls: [{ hosts: ["*.acme.dev"] }]
  rules:
    - host: erp.acme.dev
      http: { paths: [{ backend: { service: { name: dolibarr } } }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop }
spec:
  hostnames:
    - shop.acme.dev
  rules: [{ backendRefs: [{ name: storefront }] }]
--- # the gateway
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public }
spec: { listeners: [{ hostname: "*.acme.dev" }] }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: backup }
spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: run, image: "restic/restic:0.17" }] } } } } }
---
apiVersion: v1
kind: List
items:
  - { apiVersion: v1, kind: Namespace, metadata: { name: sales } }
`,
      },
      tells: [
        'resource Ingress/erp 3:19',
        'host erp.acme.dev (route erp dolibarr) 7:13',
        'host *.acme.dev (certificate erp) 5:19',
        'resource HTTPRoute/shop 12:19',
        'host shop.acme.dev (route shop storefront) 15:7',
        'resource Gateway/public 20:19',
        'host *.acme.dev (listener public) 21:33',
        'resource CronJob/backup 25:19',
        'image restic/restic:0.17 26:85',
        'resource Namespace/sales 31:58',
      ],
    },
    {
      says: 'records of external-dns, and routes of OpenShift and Istio',
      files: {
        'a.yaml': `apiVersion: v1
kind: Service
metadata:
  name: web
  annotations: { external-dns.alpha.kubernetes.io/hostname: "a.acme.dev, b.acme.dev" }
spec: { ports: [{ port: 80 }] }
---
apiVersion: route.openshift.io/v1
kind: Route
metadata: { name: console }
spec: { host: console.acme.dev, to: { name: ui } }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: api }
spec: { hosts: [api.acme.dev, reviews.default.svc.cluster.local] }
`,
      },
      kinds: /host|image/,
      tells: [
        'host a.acme.dev (record web) 5:62',
        'host b.acme.dev (record web) 5:74',
        'host console.acme.dev (route console ui) 11:15',
        'host api.acme.dev (route api) 16:17',
      ],
    },
    {
      says: 'of a template what is surely written, and nothing of definitions',
      files: {
        'chart/templates/ingress.yaml':
          'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  {{- if .Values.tls }}\n  rules:\n    - host: {{ .Values.host }}\n',
        'chart/templates/routes.yaml':
          'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n  labels:\n    {{- include "labels" . | nindent 4 }}\nspec:\n  rules:\n    - host: shop.acme.dev\n    - host: wiki.{{ .Values.domain }}\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: hub\nspec:\n  ports:\n    - port: {{ .Values.port }}\n    - port: 80\n',
        'starter/service.yaml':
          'apiVersion: v1\nkind: Service\nmetadata:\n  name: orders\n  __LABELS__\nspec:\n  <EXTRA ARGS>\n  type: @TYPE@\n  %MORE%\n',
        'crd.yaml':
          'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: a.acme.dev }\n',
      },
      tells: [
        'resource Ingress/web 4:9',
        'host shop.acme.dev (route web) 9:13',
        'resource Service/hub 15:9',
        'resource Service/orders 4:9',
      ],
    },
  ],
  kustomize: [
    {
      says: 'images with new names and tags, in place of those of the manifests that it takes',
      files: {
        'base/kustomization.yaml': 'resources: [deployment.yaml]\n',
        'base/deployment.yaml':
          'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { containers: [{ name: shop, image: "shop:1.0" }] } } }\n',
        'prod/kustomization.yaml':
          'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [../base]\nimages:\n  - name: shop\n    newName: ghcr.io/acme/shop\n    newTag: "2.1"\n  - name: elsewhere\n    newTag: "3"\n',
      },
      tells: ['image ghcr.io/acme/shop:2.1 7:13', 'image elsewhere:3 9:13'],
    },
  ],
  'helm-values': [
    {
      says: 'hosts below an ingress as routes, others as settings, and images',
      files: {
        'charts/shop/values.yaml':
          'image:\n  repository: acme/shop\n  tag: "1.2"\ningress:\n  hosts:\n    - host: shop.acme.dev\n  tls: [{ hosts: [shop.acme.dev] }]\nwiki:\n  ingress: { hostname: wiki.acme.dev }\nsmtp: { host: mail.acme.dev }\n',
      },
      tells: [
        'host mail.acme.dev (setting shop smtp) 10:15',
        'host wiki.acme.dev (route shop wiki) 9:24',
        'host shop.acme.dev (route shop ingress) 6:13',
        'host shop.acme.dev (route shop ingress) 7:19',
        'image acme/shop:1.2 3:8',
      ],
    },
    {
      says: 'values of a HelmRelease',
      files: {
        'r.yaml':
          'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: gitea }\nspec:\n  values:\n    ingress:\n      hosts: [git.acme.dev]\n',
      },
      kinds: /host/,
      tells: ['host git.acme.dev (route gitea ingress) 7:15'],
    },
    {
      says: 'what a release is called in its hosts, and a key that is an alias',
      files: {
        'r.yaml':
          'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: &app wiki }\nspec:\n  values:\n    route:\n      *app:\n        enabled: true\n      hostnames: ["{{ .Release.Name }}.acme.dev"]\n',
        'a.yaml':
          'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: &app feed }\nspec:\n  values:\n    ingress:\n      *app:\n        hosts:\n          - host: feed.acme.dev\n',
        's.yaml':
          'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: chat }\nspec:\n  targetNamespace: talk\n  values:\n    route:\n      hostnames: ["{{.Release.Name}}.acme.dev", "{{ .Values.x }}.acme.dev"]\n',
      },
      kinds: /host/,
      tells: [
        'host feed.acme.dev (route feed ingress) 9:19',
        'host wiki.acme.dev (route wiki route) 9:19',
        'host talk-chat.acme.dev (route chat route) 8:19',
      ],
    },
  ],
  traefik: [
    {
      says: 'IngressRoute, and the file provider in YAML and TOML',
      files: {
        'route.yaml':
          'apiVersion: traefik.io/v1alpha1\nkind: IngressRoute\nmetadata: { name: erp }\nspec:\n  routes:\n    - match: Host(`erp.acme.dev`) && PathPrefix(`/api`)\n      services: [{ name: dolibarr }]\n    - match: Host(`edge.acme.dev`)\n      services: [{ name: api@internal, kind: TraefikService }]\n',
        'traefik/dynamic.yml':
          'http:\n  routers:\n    nas:\n      rule: "Host(`nas.acme.dev`)"\n      service: storage@file\n',
        'traefik/dynamic.toml': '[http.routers.tv]\n  rule = "Host(`tv.acme.dev`)"\n[http.services.tv]\n',
      },
      kinds: /host/,
      tells: [
        'host erp.acme.dev (route erp dolibarr) 6:20',
        'host edge.acme.dev (route erp api) 8:20',
        'host tv.acme.dev (route tv) 2:17',
        'host nas.acme.dev (route nas storage) 4:20',
      ],
    },
  ],
  nginx: [
    {
      says: 'names of servers with their upstreams, over several lines and behind comments',
      files: {
        'nginx/sites-enabled/wiki':
          '# server_name old.acme.dev;\nserver {\n  listen 443 ssl;\n  server_name wiki.acme.dev\n    "www.wiki.acme.dev" _ ~^x;\n  location / { proxy_pass http://mediawiki:8080; }\n}\nserver { server_name .acme.net; return 301 https://wiki.acme.dev; }\n',
      },
      tells: [
        'host wiki.acme.dev (route mediawiki) 4:15',
        'host www.wiki.acme.dev (route mediawiki) 5:6',
        'host acme.net (route) 8:22',
      ],
    },
  ],
  caddy: [
    {
      says: 'addresses of sites',
      files: {
        Caddyfile:
          '{\n  email ops@acme.dev\n}\n(common) {\n  encode gzip\n}\nshop.acme.dev, https://www.acme.dev:8443 {\n  reverse_proxy storefront:8080\n  handle /a {\n  }\n}\n{$WIKI:wiki.acme.dev} {\n}\n',
      },
      tells: [
        'host shop.acme.dev (route storefront) 7:1',
        'host www.acme.dev (route storefront) 7:24',
        'host wiki.acme.dev (route) 12:1',
      ],
    },
    {
      says: 'the address of an only site without braces, and no directive of it, nor what is imported',
      files: {
        Caddyfile:
          'import common.conf\n\nacme.dev\n\nreverse_proxy app:8080 lab.acme.dev:8080\nlog {\n}\nfile_server\n',
      },
      tells: ['host acme.dev (route app) 3:1'],
    },
    {
      says: 'addresses before a brace on a line of its own',
      files: { Caddyfile: 'shop.acme.dev\n{\n  reverse_proxy storefront:8080\n}\nwww.acme.dev {\n}\n' },
      tells: ['host shop.acme.dev (route storefront) 1:1', 'host www.acme.dev (route) 5:1'],
    },
  ],
  'zone-file': [
    {
      says: 'names with an address, relative to their origin',
      files: {
        'dns/acme.dev.zone':
          '$TTL 3600\n@ IN SOA ns1 ops (\n  1 ; serial\n  shop A )\n@ 300 IN A 192.0.2.1\n  IN AAAA 2001:db8::1\nshop 1h30m IN CNAME @\nmail IN MX 10 mx\n_dmarc CNAME x\n$ORIGIN lab.acme.dev.\nerp A 192.0.2.2 ; erp\nfull.acme.net. A 192.0.2.3\n',
      },
      tells: [
        'host acme.dev (record) 5:1',
        'host acme.dev (record) 6:1',
        'host shop.acme.dev (record) 7:1',
        'host erp.lab.acme.dev (record) 11:1',
        'host full.acme.net (record) 12:1',
      ],
    },
  ],
  octodns: [
    {
      says: 'names with an address, of a file a zone and of a zone that is split',
      files: {
        'zones/acme.dev.yaml':
          "---\n'':\n  - type: A\n    value: 192.0.2.1\n  - type: TXT\n    value: x\nshop: { type: CNAME, value: a.acme.net. }\n'*.lab':\n  type: A\n  value: 192.0.2.1\nmail:\n  type: MX\n_dmarc:\n  type: CNAME\n",
        'zones/acme.net./wiki.yaml': 'wiki:\n  octodns: { cloudflare: { proxied: true } }\n  type: ALIAS\n',
        'acme.org.yaml': 'title: A\nitems:\n  a:\n    type: A\n',
        'dashboard.acme.yaml': 'kind: x\n',
      },
      tells: [
        'host acme.dev (record) 2:1',
        'host shop.acme.dev (record) 7:1',
        'host *.lab.acme.dev (record) 8:1',
        'host wiki.acme.net (record) 1:1',
      ],
    },
  ],
  systemd: [
    {
      says: 'units with their programs, templates and drop-ins, and hosts of their environment',
      files: {
        'roles/shop/templates/shop@.service.j2':
          '[Unit]\nAfter=network.target\n[Service]\nEnvironment="API_URL=https://u:p@api.acme.dev/v1" \\\n  DB_HOST=db.acme.dev:5432 FILE=a.conf\nEnvironment={{ more }}\nExecStart=-/usr/bin/shop \\\n  --port 80\n',
        'units/shop@.service.d/proxy.conf': '[Service]\nEnvironment=HTTPS_PROXY=http://proxy.acme.dev:3128\n',
        'units/backup.timer': '[Timer]\r\nOnCalendar=daily\r\n',
        'units/{{ name }}.service': '[Service]\nExecStart=/bin/true\n',
        'a.service': 'not a unit\n',
      },
      tells: [
        'resource systemd unit/shop@.service 1:1',
        'host api.acme.dev (setting) 4:13',
        'host db.acme.dev (setting) 4:13',
        'host proxy.acme.dev (setting) 2:32',
        'resource systemd unit/backup.timer 1:1',
      ],
    },
    {
      says: 'containers of Podman with their images and routes',
      files: {
        'quadlets/wiki.container':
          '[Container]\nImage=docker.io/library/wiki:2.1\nPublishPort=8080:80\nLabel="traefik.http.routers.wiki.rule=Host(`wiki.acme.dev`)"\n',
        'quadlets/apps.pod': '[Pod]\n',
      },
      tells: [
        'resource systemd unit/wiki.service 1:1',
        'image docker.io/library/wiki:2.1 2:7',
        'host wiki.acme.dev (route wiki) 4:45',
        'resource systemd unit/apps-pod.service 1:1',
      ],
    },
  ],
  ansible: [
    {
      says: 'machines with their groups in INI, each once, with ranges and addresses',
      files: {
        'inventory/production':
          '; ours\nbastion.acme.dev\n[web]\nwww[08:10].acme.dev ansible_user="a b" ansible_password={{ secret }} # three\nshop ansible_host=shop.acme.net\n[db]\nshop\n[db:vars]\nport=5432\npassword={{ vault_password }}\n[all:children]\ndb\n',
        'etc/hosts': '127.0.0.1 localhost shop.acme.dev\n',
        'inventory/dynamic': '#!/bin/sh\n[web]\na.acme.dev\n',
        'inventory/plugin.yml': 'plugin: aws_ec2\nhosts:\n  a: b\n',
      },
      tells: [
        'resource ansible group/web 3:2',
        'resource ansible group/db 6:2',
        'resource ansible host/bastion.acme.dev 2:1',
        'host bastion.acme.dev (machine) 2:1',
        'resource ansible host/www08.acme.dev 4:1',
        'host www08.acme.dev (machine web) 4:1',
        'resource ansible host/www09.acme.dev 4:1',
        'host www09.acme.dev (machine web) 4:1',
        'resource ansible host/www10.acme.dev 4:1',
        'host www10.acme.dev (machine web) 4:1',
        'resource ansible host/shop 5:1',
        'host shop.acme.net (machine shop web db) 5:1',
      ],
    },
    {
      says: 'machines and groups in YAML, and names of files of variables',
      files: {
        'hosts.yml':
          'all:\n  hosts:\n    db1.acme.dev:\n  children:\n    web:\n      hosts:\n        shop: { ansible_host: shop.acme.dev }\n      vars: { a: b }\n',
        'host_vars/mx.acme.dev': 'a: 1\n',
        'group_vars/mail/vault.yml': '$ANSIBLE_VAULT;1.1;AES256\n',
        'group_vars/all.yml': 'a: 1\n',
      },
      tells: [
        'resource ansible group/web 5:5',
        'resource ansible host/db1.acme.dev 3:5',
        'host db1.acme.dev (machine) 3:5',
        'resource ansible host/shop 7:9',
        'host shop.acme.dev (machine shop web) 7:9',
        'resource ansible host/mx.acme.dev 1:1',
        'host mx.acme.dev (machine) 1:1',
        'resource ansible group/mail 1:1',
      ],
    },
  ],
  terraform: [
    {
      says: 'records with their zone, listeners, and outputs; expressions stay open',
      files: {
        'dns.tf':
          'resource "aws_route53_record" "shop" {\n  zone_id = var.zone\n  name    = "shop.acme.dev"\n  type    = "A"\n}\nresource "aws_route53_record" "txt" {\n  name = "txt.acme.dev"\n  type = "TXT"\n}\nresource "digitalocean_record" "wiki" {\n  domain = "acme.dev"\n  name   = "wiki"\n  type   = "CNAME"\n}\nresource "google_dns_record_set" "api" {\n  name = "api.${var.domain}."\n}\nresource "aws_lb_listener_rule" "hub" {\n  condition {\n    host_header {\n      values = ["hub.acme.dev"]\n    }\n  }\n}\noutput "url" {\n  value = "https://ops.acme.dev/login"\n}\n',
      },
      tells: [
        'host shop.acme.dev (record shop) 3:14',
        'host wiki.acme.dev (record wiki) 12:13',
        'host api.${var_domain} (record api) 16:11',
        'host hub.acme.dev (route hub) 21:18',
        'host ops.acme.dev (setting) 26:12',
      ],
    },
  ],
  'alert-rules': [
    {
      says: 'alerts of a rule file',
      files: {
        'rules.yaml':
          'groups:\n  - name: shop\n    rules:\n      - alert: ShopDown\n        expr: up == 0\n        for: 5m\n      - record: a:b\n        expr: sum(a)\n',
      },
      tells: ['alert ShopDown 4:16'],
    },
  ],
  makefile: [
    {
      says: 'targets, and the files that they are included from',
      files: { Makefile: 'include mk/a.mk\nbuild lint:\n\tgo build\n', 'mk/a.mk': 'image-%:\n' },
      tells: ['include mk/a.mk 1:1', 'target make build 2:1', 'target make lint 2:7', 'target make image-% 1:1'],
    },
  ],
  justfile: [
    {
      says: 'recipes and aliases',
      files: { '.justfile': "import 'ci.just'\nbuild env='a':\n  x\nalias b := build\n" },
      tells: ['include ci.just 1:9', 'target just build 2:1', 'target just b 4:7'],
    },
  ],
  'package-scripts': [
    {
      says: 'scripts by their names',
      files: { 'web/package.json': '{\n\t"scripts": {\n\t\t"build": "tsc"\n\t}\n}\n' },
      tells: ['target npm build 3:3'],
    },
  ],
}

describe('Each reader tells what a file surely says, and where', () => {
  for (const { name } of inventoryReaders) {
    test(`${name} has cases`, () => expect(Object.keys(cases)).toContain(name))
    for (const { says, files, tells, kinds = /./ } of cases[name] ?? []) {
      test(`${name}: ${says}`, async () => {
        const { entries, problems } = await read(files)
        const own = entries.filter((entry) => entry.reader === name && kinds.test(entry.kind))
        expect(problems).toStrictEqual([])
        for (const { file: _, reader: __, ...entry } of own) expect(entrySchema.parse(entry)).toStrictEqual(entry)
        expect(own.map(row).sort()).toStrictEqual(tells.toSorted())
      })
    }
  }

  test('each stands in the registry under a name of its own', () => {
    const names = inventoryReaders.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    const files = readdirSync('src/inventory/readers').filter((file) => names.includes(file.replace('.ts', '')))
    expect(files.length).toBe(names.length)
  })
})
