import { rulesOfJsonnet } from '../alerts/jsonnet-rules.ts'
import { mayHoldRules, rulesIn } from '../alerts/yaml-rules.ts'
import type { InventoryFile } from '../file.ts'
import type { InventoryReader, ReadResult } from '../reader.ts'

/** Alert rules of Prometheus, of what takes its rules, and of Grafana. */
export const alertRules: InventoryReader = {
  name: 'alert-rules',
  title: 'Alert rules',
  files:
    'YAML and JSON with rules of Prometheus, Loki or Mimir: rule files, `PrometheusRule` and `VMRule`, config maps and charts’ values, and files that Grafana is provisioned with. Helm templates and Jsonnet as far as their text tells',
  tells:
    'Each alert with its group, expression, `for`, labels, annotations, and the address of its runbook. What a template or a function makes is shown as `{{…}}` and never judged; a rule whose name is made so is passed over',
  claims: (path, text) =>
    /\.(?:ya?ml|json|rules|tpl|tmpl|gotmpl|j2|libsonnet|jsonnet)$/i.test(path) && mayHoldRules(text),
  read,
  formerly: (line) => {
    const [, name = ''] =
      /^\s*(?:-\s+)?["']?alert["']?\s*:\s*["']?([A-Za-z_][\w:]*)["']?\s*,?\s*(?:#.*)?$/.exec(line) ?? []
    return name === '' || /^(?:true|false|null|on|off|yes|no)$/i.test(name) ? [] : [{ kind: 'alert', name }]
  },
}

function read(file: InventoryFile): ReadResult {
  const { path, text, lines } = file
  if (/sonnet$/i.test(path)) return { entries: rulesOfJsonnet(text, (start, end) => file.place(start, end)) }
  const { documents, problem } = file.yaml('alert rules', isWanted)
  const entries = rulesIn(documents, lines)
  return { entries, ...(problem && isRuleFile(text) && { problem }) }
}

/** Definitions of kinds are long, and describe rules without holding any. */
function isWanted(text: string): boolean {
  return mayHoldRules(text) && !/^kind\s*:\s*["']?CustomResourceDefinition\b/m.test(text)
}

/** Whether a broken file was surely meant as one of rules. */
function isRuleFile(text: string): boolean {
  return /^groups\s*:/m.test(text) || /^kind\s*:\s*["']?(?:PrometheusRule|VMRule)\b/m.test(text)
}
