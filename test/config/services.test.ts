// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of services.yaml
import { describe, expect, it } from 'vitest'
import { readServicesFrom } from '../../src/config/services.ts'
import { probeText, readServicesText, row } from './reading.ts'

const example = `services:
  erp:
    name: Dolibarr ERP
    hosts: [erp.arcodange.lab]                # hosts that this service answers on
    retired: []                               # hosts that must no longer answer
    runbook: operations.md                    # where a reader who sees it red should go
    probes:
      ping:
        http: GET https://\${ERP_HOST:-erp.arcodange.lab}/api/index.php/status
        headers: { DOLAPIKEY: "\${DOLIBARR_API_KEY}" }
        expect: ["status == 200", "json.success.dolibarr_version == '22.0.4'"]
        degraded: ["duration > duration('1s')"]
        every: 30s
        timeout: 5s
      name:
        dns: A erp.arcodange.lab
        expect: ["'192.168.1.202' in answers"]
      certificate:
        tls: erp.arcodange.lab:443
        expect: ["certificate.daysLeft > 14"]
`

const common = { expect: [], degraded: [], every: 60_000, timeout: 10_000 }
const probeOf = (text: string) => readServicesText(probeText(text)).value?.services.erp?.probes.ping
const told = (text: string) => readServicesText(probeText(text)).findings.map(row)

describe('A `services.yaml` of another program', () => {
  const declared = (text: string) => readServicesFrom([{ file: 'k8s/services.yaml', bytes: Buffer.from(text) }])

  it.each([
    ['Kubernetes', 'apiVersion: v1\nkind: Service\nmetadata:\n  name: erp\n---\napiVersion: v1\nkind: Service\n'],
    ['Docker Compose', 'services:\n  erp:\n    image: acme/erp:1\n    ports: ["80:80"]\n'],
    ['Homepage', '---\n# cards\n- Infra:\n    - Traefik:\n        href: https://traefik.acme.dev\n'],
    ['Ansible', '---\ncaddy_domain: "svc.{{ lab_domain }}"\nshlink_host: shlink\n'],
    ['a process manager', '# overrides\nservices:\n  # one\n  - id: erp\n    command: npm start\n'],
    ['a catalogue', 'groups:\n  core: { services: [erp] }\nservices:\n  erp:\n    container_name: erp\n'],
    ['a chart', '{{- include "acme.service" (dict "context" . "component" "api") }}\n---\n{{- include "b" . }}\n'],
  ])('of %s is passed over', (_, text) => {
    expect(declared(text)).toMatchObject({ services: [], findings: [] })
  })

  it('is none where it has probes: then what is wrong in it is told', () => {
    const { findings } = declared(
      'services:\n  erp:\n    image: acme/erp:1\n    probes: { web: { http: https://a.example/ } }\n',
    )
    expect(findings.map(({ code }) => code)).toStrictEqual(['config/unknown-key'])
  })
})

describe('services.yaml', () => {
  it('is read as the contract shows it', () => {
    const { value, findings } = readServicesText(example)
    expect(findings).toStrictEqual([])
    expect(value?.services.erp).toStrictEqual({
      name: 'Dolibarr ERP',
      hosts: ['erp.arcodange.lab'],
      retired: [],
      runbook: 'operations.md',
      probes: {
        ping: {
          kind: 'http',
          target: 'GET https://${ERP_HOST:-erp.arcodange.lab}/api/index.php/status',
          headers: { DOLAPIKEY: '${DOLIBARR_API_KEY}' },
          redirects: 'follow',
          expect: ['status == 200', "json.success.dolibarr_version == '22.0.4'"],
          degraded: ["duration > duration('1s')"],
          every: 30_000,
          timeout: 5000,
        },
        name: {
          ...common,
          kind: 'dns',
          target: 'A erp.arcodange.lab',
          resolvers: [],
          expect: ["'192.168.1.202' in answers"],
        },
        certificate: { ...common, kind: 'tls', target: 'erp.arcodange.lab:443', expect: ['certificate.daysLeft > 14'] },
      },
    })
  })

  it('may be empty at each level', () => {
    for (const text of ['', '# none yet\n', 'services:\n', 'services: {}\n']) {
      const { value, findings } = readServicesText(text)
      expect([value, findings]).toStrictEqual([{ services: {} }, []])
    }
    const bare = readServicesText('services:\n  erp:\n')
    expect([bare.findings, bare.value?.services]).toStrictEqual([[], { erp: { hosts: [], retired: [], probes: {} } }])
  })

  const probes: [text: string, expected: object][] = [
    ['{ http: "https://a.lab/" }', { kind: 'http', target: 'https://a.lab/', headers: {}, redirects: 'follow' }],
    [
      '{ http: "POST https://a.lab/", body: x, redirects: manual, ip: 6 }',
      { kind: 'http', target: 'POST https://a.lab/', headers: {}, redirects: 'manual', body: 'x', ip: 6 },
    ],
    ['{ dns: MX a.lab, resolvers: ["[::1]:53"] }', { kind: 'dns', target: 'MX a.lab', resolvers: ['[::1]:53'] }],
    ['{ tcp: "a.lab:22", every: 1h }', { kind: 'tcp', target: 'a.lab:22', every: 3_600_000 }],
    // It would be due again while it waits.
    ['{ tcp: "a.lab:22", every: 5s }', { kind: 'tcp', target: 'a.lab:22', every: 5000, timeout: 5000 }],
    ['{ tcp: "a.lab:22", every: 5s, timeout: 8s }', { kind: 'tcp', target: 'a.lab:22', every: 5000, timeout: 8000 }],
    ['{ tls: "[::1]:443" }', { kind: 'tls', target: '[::1]:443' }],
    [
      '{ http: "https://a.lab/", connect: "b.lab:8443", bodyLimit: 1000, verify: false }',
      {
        kind: 'http',
        target: 'https://a.lab/',
        headers: {},
        redirects: 'follow',
        connect: 'b.lab:8443',
        bodyLimit: 1000,
        verify: false,
      },
    ],
    ['{ tcp: "a.lab:22", send: "", ip: 6 }', { kind: 'tcp', target: 'a.lab:22', send: '', ip: 6 }],
    ['{ tls: "a.lab:443", connect: "${AT}" }', { kind: 'tls', target: 'a.lab:443', connect: '${AT}' }],
    ['{ ping: 10.0.0.1, timeout: 500ms, http: }', { kind: 'ping', target: '10.0.0.1', timeout: 500 }],
  ]
  for (const [text, expected] of probes) {
    it(`reads the probe ${text}`, () => {
      expect(told(text)).toStrictEqual([])
      expect(probeOf(text)).toStrictEqual({ ...common, ...expected })
    })
  }

  const templates = [
    '{ http: "${URL}" }',
    '{ http: "${METHOD} ${URL}" }',
    '{ http: "GET ${BASE}/healthz" }',
    '{ http: "${METHOD:-GET} https://a.lab" }',
    '{ http: "https://${HOST}.lab:${PORT}/" }',
    '{ http: "https://a.lab:${PORT}/" }',
    '{ dns: "A ${NAME}" }',
    '{ dns: "${TYPE} a.lab" }',
    '{ tcp: "${HOST}:22" }',
    '{ tls: "a.lab:${PORT:-443}" }',
    '{ tls: "${ENDPOINT}" }',
    '{ ping: "${HOST}" }',
    '{ dns: A a.lab, resolvers: ["${DNS}"] }',
  ]
  for (const text of templates) {
    it(`lets variables stand anywhere: ${text}`, () => expect(told(text)).toStrictEqual([]))
  }

  it('takes `$${` for `${`', () => {
    expect(told('{ http: "https://a.lab", body: "$${a-b}", headers: { A: "$${" } }')).toStrictEqual([])
  })

  const broken = [
    '{ http: "https://a.lab", body: "${a-b}" }',
    '{ http: "https://a.lab", headers: { A: "${" } }',
    '{ http: "https://${A:-${B}}/" }',
    '{ ping: "${a b}" }',
  ]
  for (const text of broken) {
    it(`wants \`\${\` to begin a variable: ${text}`, () => {
      const messages = readServicesText(probeText(text)).findings.map(({ message }) => message)
      expect(messages).toStrictEqual([
        'Unexpected `${`, expected `${NAME}` or `${NAME:-default}`, or `$${` for the two characters themselves',
      ])
    })
  }

  const requests = 'expected `METHOD URL` such as `GET https://erp.example.org/healthz`'
  const mistakes: [text: string, ...messages: string[]][] = [
    ['{ http: "http://$HOST/" }', 'Unexpected `$HOST`, expected `${HOST}`'],
    ['{ tls: "$HOST:443" }', 'Unexpected `$HOST`, expected `${HOST}`'],
    ['{ dns: A $NAME }', 'Unexpected `$NAME`, expected `${NAME}`'],
    ['{ http: GET }', `Unexpected \`GET\`, ${requests}`],
    ['{ http: "GET /healthz" }', `Unexpected \`GET /healthz\`, ${requests}`],
    ['{ http: "https//${HOST}/" }', `Unexpected \`https//\${HOST}/\`, ${requests}`],
    [
      '{ http: "GTE https://a.lab" }',
      'Unexpected method `GTE`, expected `GET`, `HEAD`, `POST`, `PUT`, `PATCH`, `DELETE` or `OPTIONS`',
    ],
    ['{ dns: a.lab }', 'Unexpected `a.lab`, expected `TYPE name` such as `A erp.example.org`'],
    [
      '{ dns: PTR a.lab }',
      'Unexpected record type `PTR`, expected `A`, `AAAA`, `CNAME`, `MX`, `NS`, `TXT`, `SRV`, `CAA` or `SOA`',
    ],
    ['{ tcp: a.lab }', 'Unexpected `a.lab`, expected `host:port` such as `erp.example.org:443`'],
    [
      '{ tls: "a.lab:${PORT:-x}" }',
      'Unexpected `a.lab:${PORT:-…}`, expected `host:port` such as `erp.example.org:443`',
    ],
    ['{ ping: -f }', 'Unexpected `-f`, expected a host such as `erp.example.org`'],
    [
      '{ every: 30s }',
      'Unexpected probe without a request, expected exactly one of `http`, `dns`, `tcp`, `tls`, `ping` or `promql`',
    ],
    ['', 'Unexpected probe without a request, expected exactly one of `http`, `dns`, `tcp`, `tls`, `ping` or `promql`'],
    [
      '{ headers: {} }',
      'Unexpected probe without a request, expected exactly one of `http`, `dns`, `tcp`, `tls`, `ping` or `promql`',
    ],
    ['{ dns: A a.lab, ping: a.lab, headers: {} }', 'Unexpected `ping` beside `dns`, expected one request a probe'],
    ['{ http: "https://a.lab", ip: [4] }', 'Unexpected list in `services.erp.probes.ping.ip`, expected `4` or `6`'],
    ['{ ping: a.lab, expect: [~] }', 'Unexpected empty value in `services.erp.probes.ping.expect[0]`, expected text'],
    [
      `{ ping: "${'a '.repeat(60)}" }`,
      `Unexpected \`${'a '.repeat(39)}a…\`, expected a host such as \`erp.example.org\``,
    ],
    ['{ dns: A a.lab, ping: a.lab }', 'Unexpected `ping` beside `dns`, expected one request a probe'],
    ['{ ping: a.lab, headers: {} }', 'Unexpected `headers` beside `ping`, expected it beside `http` only'],
    [
      '{ ping: a.lab, connect: "b.lab:1" }',
      'Unexpected `connect` beside `ping`, expected it beside `http`, `tcp` or `tls` only',
    ],
    ['{ dns: A a.lab, ip: 4 }', 'Unexpected `ip` beside `dns`, expected it beside `http`, `tcp`, `tls` or `ping` only'],
    ['{ tls: "a.lab:443", connect: b }', 'Unexpected `b`, expected `host:port` such as `erp.example.org:443`'],
    ['{ http: "https://a.lab", resolvers: [] }', 'Unexpected `resolvers` beside `http`, expected it beside `dns` only'],
    ['{ ping: a.lab, every: 5 }', 'Unexpected `5`, expected a duration between `1s` and `24h`, such as `30s`'],
    ['{ ping: a.lab, timeout: 1h }', 'Unexpected `1h`, expected a duration between `1ms` and `5m`, such as `30s`'],
    ['{ ping: a.lab, expect: up }', 'Unexpected `up` in `services.erp.probes.ping.expect`, expected a list'],
    ['{ http: "https://a.lab", ip: "4" }', 'Unexpected text `4` in `services.erp.probes.ping.ip`, expected `4` or `6`'],
    [
      '{ http: "https://a.lab", headers: { "a b": x } }',
      'Unexpected header name `a b`, expected one such as `Authorization`',
    ],
    [
      '{ http: GET, dns: x, every: x }',
      `Unexpected \`GET\`, ${requests}`,
      'Unexpected `dns` beside `http`, expected one request a probe',
      'Unexpected `x`, expected `TYPE name` such as `A erp.example.org`',
      'Unexpected `x`, expected a duration between `1s` and `24h`, such as `30s`',
    ],
  ]
  for (const [text, ...messages] of mistakes) {
    it(`tells all that is wrong in the probe ${text || 'of no value'}`, () => {
      expect(readServicesText(probeText(text)).findings.map(({ message }) => message)).toStrictEqual(messages)
    })
  }

  it('tells a misspelled kind of probe once, as the key that it is', () => {
    const { findings } = readServicesText(probeText('{ htpp: "https://a.lab" }'))
    expect(findings.map(({ code, line, column, hint }) => [code, line, column, hint])).toStrictEqual([
      ['config/unknown-key', 4, 15, 'Did you mean `http`?'],
    ])
  })

  it('says how to mend what is nearly right', () => {
    const hint = (text: string) => readServicesText(probeText(text)).findings[0]?.hint
    expect(hint('{ http: "https://a.lab", ip: "4" }')).toBe('Remove the quotes')
    expect(hint('{ http: "https://a.lab", redirects: folow }')).toBe('Did you mean `follow`?')
    expect(hint('{ http: "https://a.lab", redirects: yes }')).toBe(undefined)
    expect(hint('{ ping: a.lab, tcp: "a.lab:1" }')).toBe('Write it as a probe of its own')
    expect(hint('{ ping: a.lab, every: 5 }')).toBe(undefined)
    expect(hint('{ ping: a.lab, expect: rtt < x }')).toBe('Write it as a list: `["rtt < x"]`')
    expect(hint('{ ping: a.lab, expect: [rtt: 3] }')).toBe('Put the whole of it in quotes, so that it is read as text')
    expect(hint('{ ping: a.lab, headers: x }')).toBe(undefined)
    expect(hint('{ url: "https://a.lab" }')).toBe('Did you mean `http`?')
    expect(hint('{ ping: a.lab, interval: 5s }')).toBe('Did you mean `every`?')
    expect(hint('{ ping: a.lab, thresholds: { failures: 3 } }')).toBe('Did you mean `down`?')
  })

  const shapes: [text: string, ...findings: string[]][] = [
    [
      'services:\n  erp:\n    probes:\n      health: GET https://a.lab/\n',
      'Unexpected text in `services.erp.probes.health`, expected a map → Write what it asks below its name, such as `http: GET https://erp.example.org/healthz`',
    ],
    [
      'services:\n  erp:\n    probes:\n      http: GET https://a.lab/\n',
      'Unexpected text in `services.erp.probes.http`, expected a map → Probes have names: write one such as `health:` above it, and indent it below',
    ],
    [
      'services:\n  - name: erp\n',
      'Unexpected list in `services`, expected a map → Write a name and a colon in place of each `- `',
    ],
    ['erp:\n  probes: {}\n', 'Unexpected key `erp`, expected `services` → Indent it below `services:`'],
    [
      'services:\n  erp:\n    maintenance: { every: day, at: "02:30", for: 1h }\n',
      'Unexpected map in `services.erp.maintenance`, expected a list → Put it into `[ ]`, or on a line of its own with `- ` before it',
    ],
    [
      'services:\n  erp:\n    thresholds: { down: 0, up: 101, degraded: 1.5 }\n',
      'Unexpected `0` in `services.erp.thresholds.down`, expected at least 1 → undefined',
      'Unexpected `101` in `services.erp.thresholds.up`, expected at most 100 → undefined',
      'Unexpected `1.5` in `services.erp.thresholds.degraded`, expected a whole number → undefined',
    ],
  ]
  for (const [text, ...findings] of shapes) {
    it(`says how to mend ${JSON.stringify(text)}`, () => {
      expect(readServicesText(text).findings.map(({ message, hint }) => `${message} → ${hint}`)).toStrictEqual(findings)
    })
  }

  it('leaves a dollar sign in a path alone', () => {
    expect(told('{ http: "https://a.lab/$metadata?q=$x", body: $y }')).toStrictEqual([])
  })

  it('wants hosts, not addresses', () => {
    const { findings } = readServicesText('services:\n  erp:\n    hosts:\n      - a.lab\n      - https://a.lab\n')
    expect(findings.map(row)).toStrictEqual([
      '5:9 config/invalid-value Unexpected `https://a.lab`, expected a host such as `erp.example.org`',
    ])
  })

  it('wants ids of lower-case letters, digits, dash and underscore', () => {
    const ids = (...names: string[]) =>
      readServicesText(names.map((name) => `services: { ${name}: {} }`).join('')).findings
    for (const name of ['erp', 'erp-2', 'a_b', '7']) expect(ids(name)).toStrictEqual([])
    for (const name of ['Erp', 'erp.ping', '"a b"', '""', 'é']) expect(ids(name).length, name).toBe(1)
  })
})
