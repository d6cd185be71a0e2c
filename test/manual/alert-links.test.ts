import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { assert, describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { blankName } from '../../src/shell/blank-name.ts'
import { isFitForAddress } from '../../src/shell/fill.ts'

const folder = path.join(import.meta.dirname, 'alert-links')
const page = readFileSync('guidebooks/waymark/write-for-the-night.md', 'utf8')
const notification = path.join(folder, 'notification.json')

/** What the real programs made of each recipe: Debian's of bookworm, by their versions. */
const rendered = z
  .record(z.string(), z.record(z.string(), z.string()))
  .parse(JSON.parse(readFileSync(path.join(folder, 'rendered.json'), 'utf8')))

/** The recipe of the manual with this title. */
function recipe(title: string): string {
  const text = page.split(`title="${title}"\n`)[1]?.split('\n```')[0]
  assert.ok(text)
  return text
}

/** Every text of a YAML document that holds an address of the site. */
function addressesIn(yaml: string): string[] {
  const found: string[] = []
  JSON.stringify(parse(yaml), (_, value) => {
    if (typeof value === 'string' && value.startsWith('https://docs.')) found.push(value)
    return value
  })
  return found
}

const isInstalled = (program: string) => spawnSync(program, ['--version']).error === undefined

function emptyFolder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'alert-links-'))
  onTestFinished(() => rmSync(made, { recursive: true }))
  return made
}

function run(program: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  expect(status, `${stdout}${stderr}`).toBe(0)
  return stdout
}

describe('The links that the manual has notifications write', () => {
  const alertmanager = rendered['amtool 0.25.0'] ?? {}
  const rules = rendered['promtool 2.42.0'] ?? {}

  test('are those that the programs rendered', () => {
    const templates = [...new Set([...addressesIn(recipe('alertmanager.yml')), recipe('In a template')])]
    expect(templates.toSorted()).toStrictEqual(Object.keys(alertmanager).toSorted())
    expect(addressesIn(recipe('rules.yml'))).toStrictEqual(Object.keys(rules))
  })

  test.each([...Object.values(alertmanager), ...Object.values(rules)])('%s brings the labels', (link) => {
    const { pathname, searchParams } = new URL(link.trim())
    expect(pathname).toBe('/alerts/PodRestarts')
    const fit = [...searchParams].filter(([, value]) => isFitForAddress(value))
    expect(Object.fromEntries(fit.map(([name, value]) => [blankName(name), value]))).toMatchObject({
      namespace: 'shop',
      pod: 'web-0',
    })
    // Whole, and then refused.
    expect([undefined, 'a b&c=d/é']).toContain(searchParams.get('job') ?? undefined)
    expect(fit.map(([name]) => name)).not.toContain('job')
  })

  test.runIf(isInstalled('amtool'))('are rendered so by the amtool that is here', () => {
    const made = emptyFolder()
    const config = path.join(made, 'alertmanager.yml')
    writeFileSync(config, recipe('alertmanager.yml'))
    run('amtool', 'check-config', config)
    writeFileSync(path.join(made, 'none.tmpl'), '')
    const files = [`--template.glob=${made}/*.tmpl`, `--template.data=${notification}`]
    for (const [text, link] of Object.entries(alertmanager))
      expect(run('amtool', 'template', 'render', ...files, `--template.text=${text}`)).toBe(link)
  })

  test.runIf(isInstalled('promtool'))('are rendered so by the promtool that is here', () => {
    const made = emptyFolder()
    writeFileSync(path.join(made, 'rules.yml'), recipe('rules.yml'))
    const expectations = readFileSync(path.join(folder, 'rules.test.yml'), 'utf8')
    for (const link of Object.values(rules)) expect(expectations).toContain(`runbook_url: ${link}\n`)
    writeFileSync(path.join(made, 'rules.test.yml'), expectations)
    run('promtool', 'test', 'rules', path.join(made, 'rules.test.yml'))
  })
})
