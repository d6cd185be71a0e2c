import type { AlertRule } from '../../src/inventory/alerts/alerts.ts'
import { quote } from '../../src/text/quote.ts'
import type { CheckInput } from '../check-input.ts'
import type { RunbookProblem } from './runbook-links.ts'

/** The name of the alert, written into an address by a template, in either spelling and with functions behind it. */
const action = /\{\{-?\s*(?:\$labels|\.Labels)\.alertname\s*((?:\|\s*\w+\s*)*)-?\}\}/g

/** An expression whose results have such a label themselves: then the annotation has that one. */
const ownLabel = /alertname|\bALERTS|alert_?rule|\bvmalert_/i

/** Files that another template engine fills in first: there `$labels` may be a variable of that one. */
const template = /(?:^|\/)templates\/|\.(?:tpl|tmpl|gotmpl|j2)$/i

/** Whose rules are written as those of Prometheus, and know the name in time: VictoriaMetrics'. */
const others = ['vmalert', 'VMAlert', 'VMRule', 'victoria', 'Victoria', 'victoriametrics', 'VictoriaMetrics']

/**
 * Rules that write their own name into the address of their runbook by `{{ $labels.alertname }}`. Prometheus, and what is
 * built on it, fills in annotations from the labels of the result, and names the alert afterwards: what is sent has nothing
 * there (`rules/alerting.go`, and promtool 2.42). None where anything of the repository speaks of VictoriaMetrics.
 */
export async function emptyNames(rules: readonly AlertRule[], { git }: CheckInput): Promise<RunbookProblem[]> {
  const found = rules.flatMap((rule) => problemOf(rule) ?? [])
  if (found.length === 0) return []
  const named = await git.namesInText(others)
  return others.some((name) => named.includes(name)) ? [] : found
}

function problemOf(rule: AlertRule): RunbookProblem | undefined {
  const { runbook, isGrafanas, clone, expression = '', file, name } = rule
  // What evaluates the rules of a clone says another repository.
  if (!runbook || isGrafanas || clone !== undefined) return undefined
  if (template.test(file) || ownLabel.test(expression)) return undefined
  const actions = [...runbook.url.matchAll(action)]
  if (actions.length === 0) return undefined
  const isPlain = actions.every(([, functions]) => functions === '')
  const meant = runbook.url.replace(action, encodeURIComponent(name))
  const way = `the templates of Alertmanager know the name, as ${quote('{{ .CommonLabels.alertname }}')}`
  return {
    ...{ rule, what: 'empty-name' },
    ...(isPlain
      ? { hint: `Write ${quote(meant)}; ${way}`, replacement: meant }
      : { hint: `Write the name itself; ${way}` }),
  }
}
