import { describe, expect, test } from 'vitest'
import { hosts } from '../../../checks/hosts/hosts.ts'
import { checkFolder } from '../engine/project-files.ts'
import { TestRepository } from '../test-repository.ts'

type Files = Record<string, string | undefined>

/** What is told of a page once the files have been changed, and committed. */
async function told(page: string, then: Files, now: Files, settings?: string): Promise<string[]> {
  const repository = new TestRepository().write({
    'guidebooks/README.md': `# Platform\n\n${page}\n`,
    ...(settings === undefined ? {} : { 'waymark.yaml': settings }),
    ...then,
  })
  try {
    repository.commit('then', '2026-01-10')
    repository.write(now).commit('now', '2026-02-10')
    const { findings } = await checkFolder(repository.root, { checks: [hosts] })
    return findings.map(({ code, line, column, message, hint = '' }) => {
      const said = /^Unexpected (?:host|address) `(.*?)`/.exec(message)?.[1]
      return [code.replace('hosts/', ''), said, `${line}:${column}`, /has `.*` now$/.exec(hint)?.[0]]
        .filter((part) => part !== undefined)
        .join(' ')
    })
  } finally {
    repository.remove()
  }
}

const inventory = (...lines: string[]) => ({
  'inventory/hosts.ini': `[shop]\n${lines.map((one) => `${one}\n`).join('')}`,
})
const [web1, web2, web3] = [1, 2, 3].map((at) => `web${at} ansible_host=10.0.0.${at}`) as [string, string, string]
const db = 'db ansible_host=10.0.0.7 ansible_user=ops'
const ini = inventory(web1, web2, web3, db)
const page = 'Log in by `ssh ops@10.0.0.7`.'

describe('An address that was declared once is told', () => {
  const yaml = (address: string) =>
    `all:\n  hosts:\n    web1: { ansible_host: 10.0.0.1 }\n    db:\n      ansible_host: ${address}\n    web2: { ansible_host: 10.0.0.2 }\n    web3: { ansible_host: 10.0.0.3 }\n`
  const zone = (...records: string[]) => `$TTL 1h\n@ IN SOA ns hostmaster 1 1h 1h 1h 1h\n${records.join('\n')}\n`
  const others = ['a IN A 10.0.0.1', 'b 300 IN A 10.0.0.2', 'c A 10.0.0.3']
  const fixed = (...addresses: string[]) =>
    `services:\n${addresses.map((address, at) => `  s${at}:\n    image: s:1\n    networks:\n      back:\n        ipv4_address: ${address}\n`).join('')}`
  const tf = (address: string) =>
    `${[1, 2, 3].map((at) => `resource "aws_route53_record" "r${at}" {\n  name    = "r${at}.acme.dev"\n  type    = "A"\n  records = ["10.0.0.${at}"]\n}\n`).join('')}resource "aws_route53_record" "db" {\n  name    = "db.acme.dev"\n  type    = "A"\n  records = ["${address}"]\n}\n`

  test.each<[string, Files, Files, string]>([
    [
      'when its machine has another one',
      ini,
      inventory(web1, db.replace('.7', '.9')),
      'removed 10.0.0.7 3:20 has `10.0.0.9` now',
    ],
    ['when its machine is gone', ini, inventory(web1, web2, web3), 'removed 10.0.0.7 3:20'],
    [
      'when it stood alone in the inventory',
      inventory(web1, web2, web3, '10.0.0.7'),
      inventory(web1, web2, web3),
      'removed 10.0.0.7 3:20',
    ],
    [
      'in YAML of Ansible',
      { 'inventory/a.yml': yaml('10.0.0.7') },
      { 'inventory/a.yml': yaml('10.0.0.8') },
      'removed 10.0.0.7 3:20',
    ],
    [
      'as a record of a zone that has another one',
      { 'dns/acme.dev.zone': zone('db IN A 10.0.0.7', ...others) },
      { 'dns/acme.dev.zone': zone('db IN A 10.0.0.8') },
      'removed 10.0.0.7 3:20 has `10.0.0.8` now',
    ],
    [
      'as a record of a zone that is gone',
      { 'dns/acme.dev.zone': zone(...others, 'db IN A 10.0.0.7 ; old') },
      { 'dns/acme.dev.zone': zone(...others) },
      'removed 10.0.0.7 3:20',
    ],
    [
      'as the fixed address of a container',
      { 'compose.yaml': fixed('10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.7') },
      { 'compose.yaml': fixed('10.0.0.1', '10.0.0.2', '10.0.0.3') },
      'removed 10.0.0.7 3:20',
    ],
    ['as a record of Terraform', { 'dns.tf': tf('10.0.0.7') }, { 'dns.tf': tf('10.0.0.8') }, 'removed 10.0.0.7 3:20'],
  ])('%s', async (_, then, now, expected) => {
    expect(await told(page, then, now)).toStrictEqual([expected])
  })

  test.each([
    ['Open <https://10.0.0.7:8443/x>.', '3:15'],
    ['| Base | Where |\n| --- | --- |\n| db | 10.0.0.7:5432 |', '5:8'],
    ['```sh\npsql -h 10.0.0.7\n```', '4:9'],
    ['At 10.0.0.7, and again at 10.0.0.7.', '3:4'],
  ])('where a page has it: %j', async (text, place) => {
    expect(await told(text, ini, inventory(web1, web2, web3))).toStrictEqual([`removed 10.0.0.7 ${place}`])
  })
})

describe('An address is not told', () => {
  const gone = inventory(web1, web2, web3)
  test.each<[string, string, Files, Files]>([
    ['that is declared', page, ini, { 'README.txt': 'x\n' }],
    ['that nothing ever declared', page, gone, { 'README.txt': 'x\n' }],
    ['that moved to another file', page, ini, { ...gone, 'inventory/db.ini': `[db]\n${db}\n` }],
    ['that stands in a script', page, { ...ini, 'bin/db.sh': 'psql -h 10.0.0.7\n' }, gone],
    ['that stands in variables', page, { ...ini, 'group_vars/all.yml': 'db_ip: "10.0.0.7"\n' }, gone],
    ['whose line is a comment now', page, ini, inventory(web1, web2, web3, `# ${db}`)],
    ['whose machine is declared by its name alone', page, ini, inventory(web1, web2, web3, 'db')],
    ['whose machine has one of another network', page, ini, inventory(web1, web2, web3, 'db ansible_host=10.8.0.7')],
    ['whose file is gone', page, ini, { 'inventory/hosts.ini': undefined }],
    ['whose network is listed no more', page, ini, inventory('web1', 'web2', 'web3')],
    ['that the text calls old', 'It was 10.0.0.7 until March.', ini, gone],
    ['that an arrow leads away from', 'Now 10.0.0.7 → 10.0.0.9.', ini, gone],
    ['as a range', 'We route 10.0.0.7/32.', ini, gone],
    ['as a version', 'Install version 10.0.0.7 of it.', ini, gone],
    ['as a part of more numbers', 'See 1.10.0.0.7 and 10.0.0.7.2.', ini, gone],
    ['in an example of a file', '```yaml\nhost: 10.0.0.7\n```', ini, gone],
    [
      'of documentation and this machine',
      'At 192.0.2.1, 127.0.0.1 and 0.0.0.0.',
      inventory('a ansible_host=192.0.2.1', 'b ansible_host=127.0.0.1'),
      gone,
    ],
  ])('%s', async (_, text, then, now) => {
    expect(await told(text, then, now)).toStrictEqual([])
  })
})

describe('An address of a network of ours that nothing declares', () => {
  const asked = 'checks:\n  hosts:\n    severity: { unknown: warning }\n'
  const compose =
    'services:\n  s:\n    image: s:1\nnetworks:\n  back:\n    ipam:\n      config:\n        - subnet: 172.20.0.0/16\n'
  const tf = 'resource "aws_vpc" "main" {\n  cidr_block = "172.20.0.0/16"\n}\n'
  test.each<[string, string, Files, string, string[]]>([
    ['is told where that is asked for', 'At 10.0.0.77.', ini, asked, ['unknown 10.0.0.77 3:4']],
    ['in a subnet of Compose', 'At 172.20.3.4.', { 'compose.yaml': compose }, asked, ['unknown 172.20.3.4 3:4']],
    ['in a range of Terraform', 'At 172.20.3.4.', { 'vpc.tf': tf }, asked, ['unknown 172.20.3.4 3:4']],
    [
      'in a range that the settings name',
      'At 172.20.3.4.',
      {},
      `${asked}    zones: ["172.16.0.0/12"]\n`,
      ['unknown 172.20.3.4 3:4'],
    ],
    ['is not told otherwise', 'At 10.0.0.77.', ini, '{}\n', []],
    [
      'nor where it is of another network',
      'At 10.0.1.77 and 172.21.0.1.',
      { ...ini, 'compose.yaml': compose },
      asked,
      [],
    ],
    ['nor where any file has it', 'At 10.0.0.77.', { ...ini, 'x.sh': 'ping 10.0.0.77\n' }, asked, []],
  ])('%s', async (_, text, files, settings, expected) => {
    expect(await told(text, files, {}, settings)).toStrictEqual(expected)
  })
})

test('an address that its service has retired is told', async () => {
  const services = 'services:\n  shop:\n    hosts: [10.0.0.9]\n    retired: [10.0.0.7]\n'
  expect(await told('Open http://10.0.0.7/.', { 'guidebooks/services.yaml': services }, {})).toStrictEqual([
    'retired 10.0.0.7 3:13',
  ])
})
