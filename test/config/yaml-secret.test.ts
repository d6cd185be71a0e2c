// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of services.yaml
import { describe, expect, it } from 'vitest'
import { probeText, readServicesText, readWaymark } from './reading.ts'

describe('a secret', () => {
  const cases: [name: string, text: string][] = [
    ['a header', probeText('{ http: "https://a.lab", headers: { Key: [s3cret] } }')],
    ['a header of two lines', probeText('{ http: "https://a.lab", headers: { Key: "s3cret\\nX: y" } }')],
    ['headers as a text', probeText('{ http: "https://a.lab", headers: "Key: s3cret" }')],
    ['headers as a list', probeText('{ http: "https://a.lab", headers: ["Key: s3cret"] }')],
    ['a body', probeText('{ http: "https://a.lab", body: { key: s3cret } }')],
    ['a login', probeText('{ http: "https://me:s3cret@a.lab/" }')],
    ['a login in a wrong request', probeText('{ tcp: "https://me:s3cret@a.lab/" }')],
    ['a query', probeText('{ http: "GT https://a.lab/?key=s3cret" }')],
    ['a query in a wrong request', probeText('{ http: "https://a.lab/?key=s3cret and more" }')],
    ['a default of a variable', probeText('{ tcp: "a.lab/${KEY:-s3cret}" }')],
    ['an unquoted header that looks like an alias', probeText('{ http: "https://a.lab", headers: { Key: *s3cret } }')],
    ['an unquoted header that looks like a tag', probeText('{ http: "https://a.lab", headers: { Key: !s3cret x } }')],
    ['an unquoted header that YAML has no use for', probeText('{ http: "https://a.lab", headers: { Key: @s3cret } }')],
    ['a broken line', 'services:\n  erp:\n    "s3cret" s3cret\n'],
    ['a number', 'environments: { lab: { variables: { KEY: 31337 } } }'],
    ['a variable in a list', 'environments: { lab: { variables: { KEY: [s3cret] } } }'],
    ['variables as a text', 'environments: { lab: { variables: KEY=s3cret } }'],
    ['an environment as a text', 'environments: { lab: KEY=s3cret }'],
    ['environments as a list', 'environments: [KEY=s3cret]'],
    ['a login of a repository', 'repository: { url: "https://me:s3cret@a.example" }'],
  ]
  for (const [name, text] of cases) {
    it(`is not printed: ${name}`, () => {
      const { findings } = text.startsWith('services') ? readServicesText(text) : readWaymark(text)
      expect(findings.length).not.toBe(0)
      expect(JSON.stringify(findings)).not.toMatch(/s3cret|31337/)
    })
  }
})
