import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readServices } from '../../../src/config/services.ts'
import { findIn } from './written-input.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'links-service-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The services of a `services.yaml` in the folder `docs/erp`. */
async function servicesOf(text: string) {
  writeFileSync(path.join(folder, 'services.yaml'), text)
  const { services } = await readServices(folder, ['services.yaml'])
  return services.map((service) => ({ ...service, file: 'docs/erp/services.yaml' }))
}

const probe = 'probes: { ping: { ping: a.example } }'

describe('A service', () => {
  const pages = { 'docs/erp/operations.md': '# Operations\n\n## Restart\n' }

  test('has a runbook that is there, relative to its file', async () => {
    for (const runbook of ['operations.md', './operations.md#restart', '../erp/operations.md'])
      expect(
        await findIn(pages, { services: await servicesOf(`services:\n  erp: { runbook: "${runbook}" }\n`) }),
      ).toStrictEqual([])
  })

  test('is told where it has not', async () => {
    const services = await servicesOf('services:\n  erp:\n    runbook: oprations.md\n')
    const [found, ...others] = await findIn(pages, { services })
    expect(others).toStrictEqual([])
    expect([found?.code, found?.file, found?.line, found?.column, found?.endColumn, found?.hint]).toStrictEqual([
      'links/missing-file',
      'docs/erp/services.yaml',
      3,
      14,
      26,
      'Did you mean `operations.md`?',
    ])
  })

  test('and its probes can be shown by their ids, in links and in blocks', async () => {
    const services = await servicesOf(`services:\n  erp: { ${probe} }\n`)
    const text = '[a](status:erp) [b](status:erp.ping#json.version)\n\n```status\nerp\n\n  erp.ping\n```\n'
    expect(await findIn({ 'docs/page.md': text }, { services })).toStrictEqual([])
  })

  test('whose id is misspelt is told, with the one that was meant', async () => {
    const services = await servicesOf(`services:\n  warehouse: { ${probe} }\n`)
    const text = '[a](status:warehuose.ping)\n\n```status\nwarehouse\nwarehouse.pong\n```\n'
    const found = await findIn({ 'docs/page.md': text }, { services })
    expect(found.map(({ code, line, hint, fix }) => [code, line, hint, fix?.edits[0]?.text])).toStrictEqual([
      ['links/unknown-status', 1, 'Did you mean `warehouse.ping`?', 'status:warehouse.ping'],
      ['links/unknown-status', 5, 'Did you mean `warehouse.ping`?', undefined],
    ])
  })

  test('is told where a component names it, too', async () => {
    const services = await servicesOf(`services:\n  warehouse: { ${probe} }\n`)
    const text = '# Goods\n\nIs it <Status of="warehouse" /> or <Status of="warehuose.ping">there</Status>?\n'
    const found = await findIn({ 'docs/page.mdx': text }, { config: { mdx: true }, services })
    expect(found.map(({ code, line, column, endColumn, hint }) => [code, line, column, endColumn, hint])).toStrictEqual(
      [['links/unknown-status', 3, 44, 63, 'Did you mean `warehouse.ping`?']],
    )
  })
})
