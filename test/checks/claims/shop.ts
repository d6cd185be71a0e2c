/** A repository whose page says something of each kind that is so, and something that is not. */
export const shop = {
  'guidebooks/README.md': '# Platform\n',
  'guidebooks/services.yaml':
    'services:\n  shop:\n    hosts: [shop.acme.dev]\n    probes:\n      api: { http: "https://shop.acme.dev/api" }\n',
  'guidebooks/shop.md': `# Shop

> **Last Updated:** 2026-03-02
> **Review:** yearly

[Up](README.md), [gone](gone.md), [here](#shop) and [nowhere](#nowhere), [elsewhere](https://example.com/).

DocuSeal signs at docs.acme.dev, and ops.acme.dev is for operators.

Version [22.0.4](../chart/values.yaml#/image/tag) runs, not [22.0.3](../chart/values.yaml#/image/tag).

Run \`make build\`, then \`make bulid\`.

It answers [200](status:shop.api#status), [bad](status:shop.api#statu), see [the API](status:shop.api) and [none](status:shop.none).

\`\`\`mermaid
flowchart TD
  A --> B
\`\`\`

\`\`\`mermaid
flowchart TD
  A --> [
\`\`\`

## ShopDown

Restart it.
`,
  'chart/values.yaml': 'image:\n  tag: "22.0.4"\n',
  Makefile: 'build:\n\tgo build\nbuild-image:\n\tdocker build .\n',
  'alerts.yaml': 'groups:\n  - name: shop\n    rules:\n      - alert: ShopDown\n        expr: up == 0\n',
  'compose.yaml': `services:
  docuseal:
    image: docuseal/docuseal:1.8
    labels:
      - traefik.http.routers.docuseal.rule=Host(\`sign.acme.dev\`)
  ops:
    image: ops:1
    labels:
      - traefik.http.routers.ops.rule=Host(\`ops.acme.dev\`)
  hub:
    image: hub:1
    labels:
      - traefik.http.routers.hub.rule=Host(\`hub.acme.dev\`)
`,
}
