import type { InventoryReader } from './reader.ts'
import { alertRules } from './readers/alert-rules.ts'
import { ansible } from './readers/ansible.ts'
import { caddy } from './readers/caddy.ts'
import { compose } from './readers/compose.ts'
import { environmentExample } from './readers/environment-example.ts'
import { helmValues } from './readers/helm-values.ts'
import { justfile } from './readers/justfile.ts'
import { kubernetes } from './readers/kubernetes.ts'
import { kustomize } from './readers/kustomize.ts'
import { makefile } from './readers/makefile.ts'
import { nginx } from './readers/nginx.ts'
import { octodns } from './readers/octodns.ts'
import { packageScripts } from './readers/package-scripts.ts'
import { systemd } from './readers/systemd.ts'
import { terraform } from './readers/terraform.ts'
import { traefik } from './readers/traefik.ts'
import { zoneFile } from './readers/zone-file.ts'

/** Every reader, in the order of the manual; the only list of them. Several may understand one file. */
export const inventoryReaders: readonly InventoryReader[] = [
  compose,
  environmentExample,
  kubernetes,
  kustomize,
  helmValues,
  traefik,
  nginx,
  caddy,
  zoneFile,
  octodns,
  terraform,
  systemd,
  ansible,
  alertRules,
  makefile,
  justfile,
  packageScripts,
]
