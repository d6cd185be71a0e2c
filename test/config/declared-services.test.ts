import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, assert, describe, expect, it } from 'vitest'
import { readServices } from '../../src/config/services.ts'
import { Failure } from '../../src/finding/failure.ts'
import { row } from './reading.ts'

const root = mkdtempSync(join(tmpdir(), 'waymark-services-'))
afterAll(() => rmSync(root, { recursive: true }))

/** Writes the files and reads them as services. */
async function read(files: Record<string, string>) {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  return readServices(root, Object.keys(files))
}

describe('the services of a project', () => {
  it('are read from all files, in the order of their names', async () => {
    const { services, findings } = await read({
      'guidebooks/odoo/services.yaml': 'services:\n  odoo: { name: Odoo }\n  mail:\n',
      'guidebooks/erp/services.yaml':
        'services:\n  erp:\n    hosts: [erp.lab]\n    probes:\n      name: { dns: A erp.lab }\n',
      'services.yaml': 'services:\n  dns:\n',
    })
    expect(findings).toStrictEqual([])
    expect(
      services.map(({ id, name, file, folder, place }) => [id, name, file, folder, `${place.line}:${place.column}`]),
    ).toStrictEqual([
      ['erp', 'erp', 'guidebooks/erp/services.yaml', 'guidebooks/erp', '2:3'],
      ['odoo', 'Odoo', 'guidebooks/odoo/services.yaml', 'guidebooks/odoo', '2:3'],
      ['mail', 'mail', 'guidebooks/odoo/services.yaml', 'guidebooks/odoo', '3:3'],
      ['dns', 'dns', 'services.yaml', '.', '2:3'],
    ])
  })

  it('have probes with full ids, and know where each value stands', async () => {
    const { services } = await read({
      'a/services.yaml':
        'services:\n  erp:\n    hosts: [a.lab,\n      b.lab]\n    probes:\n      ping:\n        ping: a.lab\n        expect:\n          - "x"\n',
    })
    const [erp] = services
    const [ping] = erp?.probes ?? []
    assert.ok(erp && ping)
    expect([ping.id, ping.service, ping.name, ping.kind, ping.target]).toStrictEqual([
      'erp.ping',
      'erp',
      'ping',
      'ping',
      'a.lab',
    ])
    expect(ping.place).toStrictEqual({ line: 6, column: 7, endLine: 6, endColumn: 11 })
    expect(erp.locate(['hosts', 1])).toStrictEqual({ line: 4, column: 7, endLine: 4, endColumn: 12 })
    expect(ping.locate(['expect', 0])).toStrictEqual({ line: 9, column: 13, endLine: 9, endColumn: 16 })
    expect(ping.locate(['ping'], 'key')).toStrictEqual({ line: 7, column: 9, endLine: 7, endColumn: 13 })
    expect(ping.locate(['degraded', 0])).toStrictEqual(ping.place)
  })

  it('stand where their ids stand, also when they are aliases', async () => {
    const probes = 'probes: { a: &a { ping: a.lab }, b: *a }'
    const { services } = await read({ 'a/services.yaml': `services:\n  erp: &s { ${probes} }\n  crm: *s\n` })
    const places = services
      .flatMap((service) => [service, ...service.probes])
      .map(({ id, place }) => [id, place.line, place.column])
    expect(places).toStrictEqual([
      ['erp', 2, 3],
      ['erp.a', 2, 23],
      ['erp.b', 2, 46],
      ['crm', 3, 3],
      ['crm.a', 2, 23],
      ['crm.b', 2, 46],
    ])
  })

  it('have ids that are unique over all files; the first holds', async () => {
    const { services, findings } = await read({
      'b/services.yaml': 'services:\n  mail:\n  erp: { name: second }\n',
      'a/services.yaml': 'services:\n  erp: { name: first }\n',
      'c/services.yaml': 'services:\n  erp: { name: third }\n',
    })
    expect(services.map(({ id, name }) => [id, name])).toStrictEqual([
      ['erp', 'first'],
      ['mail', 'mail'],
    ])
    const message =
      'Unexpected second service `erp`, expected an id that is unique in the project; the first is at `a/services.yaml:2:3`'
    expect(findings.map((finding) => [finding.file, finding.check, row(finding)])).toStrictEqual([
      ['b/services.yaml', 'services', `3:3 config/duplicate-id ${message}`],
      ['c/services.yaml', 'services', `2:3 config/duplicate-id ${message}`],
    ])
  })

  it('leave out a probe with a mistake as a whole, and keep the others', async () => {
    const { services, findings } = await read({
      'a/services.yaml':
        'services:\n  erp:\n    nmae: x\n    probes:\n      bad: { ping: a.lab, expect: [1] }\n      odd: { ping: a.lab, expct: [a] }\n      good: { ping: a.lab }\n',
    })
    expect(services.flatMap(({ probes }) => probes.map(({ id }) => id))).toStrictEqual(['erp.good'])
    expect(findings.map(({ line, column }) => `${line}:${column}`)).toStrictEqual(['3:5', '5:36', '6:27'])
  })

  it('are told of each file by itself', async () => {
    const { services, findings } = await read({
      'a/services.yaml': 'services: {\n',
      'b/services.yaml': '\u0000',
      'c/services.yaml': 'services:\n  crm:\n',
    })
    expect(services.map(({ id }) => id)).toStrictEqual(['crm'])
    expect(findings.map(({ file, code, check }) => [file, code, check])).toStrictEqual([
      ['a/services.yaml', 'config/syntax', 'services'],
      ['b/services.yaml', 'config/syntax', 'services'],
    ])
  })

  it('fail when a file cannot be read', async () => {
    await expect(readServices(root, ['nowhere/services.yaml'])).rejects.toThrow(Failure)
  })

  it('stop when asked to', async () => {
    await read({ 'a/services.yaml': 'services:\n' })
    await expect(readServices(root, ['a/services.yaml'], AbortSignal.abort())).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    )
  })
})
