/** Pages that show what the example guidebooks have little of; `dev` shows what is wrong with one of them. */
export const gallery: Readonly<Record<string, string>> = {
  'waymark.yaml': 'title: Gallery\n',
  'guidebooks/README.md':
    '# Gallery\n\nWhat a page can hold: [a wide table](shop/wide-table.md), [code](shop/code.md).\n',
  'guidebooks/shop/README.md':
    '# Shop\n\n- [Wide table](wide-table.md)\n- [Code](code.md)\n- [Findings](findings.md)\n',
  'guidebooks/shop/wide-table.md': wideTable(),
  'guidebooks/shop/code.md': `# Code

> **Status:** ✅ Active
> **Owner:** Shop team

Restart one part, and look before you go on. \`kubectl\` asks the cluster that \`KUBECONFIG\` names.

\`\`\`sh
$ kubectl --namespace shop get pods
NAME                    READY   STATUS    RESTARTS   AGE
till-6d4cf56db6-x7vqp   1/1     Running   0          3d
$ kubectl --namespace shop rollout restart deployment/till
\`\`\`

\`\`\`yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: till # as services.yaml calls it
spec:
  replicas: 2
\`\`\`

\`\`\`diff
- image: registry.example.org/shop/till:1.4.1
+ image: registry.example.org/shop/till:1.4.2
\`\`\`

\`\`\`sql
SELECT id, total FROM orders WHERE paid_at IS NULL AND created_at < now() - interval '1 hour' ORDER BY created_at LIMIT 20;
\`\`\`

> [!WARNING]
> A restart ends the sessions of everybody who is paying.
`,
  'guidebooks/shop/findings.md': `# Findings

> **Status:** ✅ Active
> **Last Updated:** 2026-01-02

The steps are in [the runbok](runbok.md), and [the table](wide-table.md#no-such-section) says who is called.

#### Too deep

![The rack](rack.png)
`,
}

function wideTable(): string {
  const head = ['Service', 'Host', 'Port', 'Owner', 'Region', 'Replicas', 'Backup', 'Retention', 'Alert', 'Dashboard']
  const rows = Array.from({ length: 14 }, (_, index) => [
    `shop-service-${index + 1}`,
    `\`node-${index + 1}.eu-west.example.org\``,
    String(8000 + index),
    index % 2 === 0 ? 'Shop team' : 'Platform team',
    index % 3 === 0 ? 'eu-west-1' : 'eu-central-1',
    String(1 + (index % 3)),
    index % 2 === 0 ? 'every hour' : 'every night',
    `${7 * (1 + (index % 4))} days`,
    `ShopService${index + 1}ErrorBudgetBurn`,
    `shop/service-${index + 1}`,
  ])
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const table = [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
  return `# Wide table\n\n> **Status:** ✅ Active\n> **Owner:** Shop team\n\nEverything that runs for the shop, and whom to call.\n\n${table}\n\n## After it\n\nText goes on in its column.\n`
}

/** Themes that the manual shows, on the pages of the gallery. */
export const galleryThemes: Readonly<Record<string, string>> = {
  theme: `title: Nightly
theme:
  accent: "#7c3aed"
  font: serif
  banner: "The data centre **moves** on Friday: [what to do](guidebooks/shop/code.md)."
  nav: [{ text: Shop, href: guidebooks/shop/README.md }, { text: Dashboards, href: "https://grafana.example.org/" }]
`,
}
