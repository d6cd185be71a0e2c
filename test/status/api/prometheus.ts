import { assert, expect } from 'vitest'

export interface ParsedSample {
  name: string
  labels: Record<string, string>
  value: number
}

export interface Family {
  name: string
  help: string
  type: string
  samples: ParsedSample[]
}

const label = String.raw`[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*"`
const sampleLine = new RegExp(String.raw`^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(${label}(?:,${label})*)\})? (\S+)$`)
const numbers = /^(?:[+-]?Inf|NaN|[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)$/

/**
 * Reads Prometheus' text format, version 0.0.4, more strictly than Prometheus does: HELP, then TYPE, then all samples of
 * a family, each series once. Source: prometheus.io/docs/instrumenting/exposition_formats
 */
export function parseMetrics(text: string): Family[] {
  assert.ok(text.endsWith('\n'), 'the last line ends')
  const families: Family[] = []
  const series = new Set<string>()
  let help: { name: string; text: string } | undefined
  for (const line of text.slice(0, -1).split('\n')) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line) ?? []
    if (kind === 'HELP') {
      assert.ok(!families.some((family) => family.name === name), `${name} twice`)
      expect(rest).toMatch(/^(?:[^\\\n]|\\[\\n])+$/)
      help = { name, text: rest }
    } else if (kind === 'TYPE') {
      expect(help?.name, 'TYPE follows its HELP').toBe(name)
      expect(rest).toMatch(/^(?:counter|gauge|histogram|summary|untyped)$/)
      families.push({ name, help: help?.text ?? '', type: rest, samples: [] })
    } else {
      const sample = parseSample(line)
      const family = families.at(-1) ?? assert.fail(`a sample before its family: ${line}`)
      assert.ok(namesOf(family).includes(sample.name), `${sample.name} among the samples of ${family.name}`)
      const key = JSON.stringify([sample.name, Object.entries(sample.labels).toSorted()])
      assert.ok(!series.has(key), `${line} twice`)
      series.add(key)
      family.samples.push(sample)
    }
  }
  for (const family of families) assertFamily(family)
  return families
}

function parseSample(line: string): ParsedSample {
  const [, name = '', written = '', value = ''] = sampleLine.exec(line) ?? assert.fail(line)
  expect(value, line).toMatch(numbers)
  const pairs = Array.from(written.matchAll(new RegExp(label, 'g')), ([pair]) => {
    const equals = pair.indexOf('=')
    const text = pair.slice(equals + 2, -1).replace(/\\(.)/g, (_, escaped) => (escaped === 'n' ? '\n' : escaped))
    return [pair.slice(0, equals), text] as const
  })
  expect(new Set(pairs.map(([key]) => key)).size, `${line}: a label twice`).toBe(pairs.length)
  return { name, labels: Object.fromEntries(pairs), value: Number(value.replace('Inf', 'Infinity')) }
}

function namesOf({ name, type }: Family): string[] {
  return type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name]
}

function assertFamily({ name, type, samples }: Family): void {
  assert.ok(samples.length > 0, `${name} has samples`)
  if (type === 'counter') {
    expect(name).toMatch(/_total$/)
    for (const { value } of samples) assert.ok(value >= 0, name)
  }
  if (type !== 'histogram') return
  const buckets = samples.filter((sample) => sample.name === `${name}_bucket`)
  const bounds = buckets.map(({ labels }) => Number(labels.le?.replace('Inf', 'Infinity')))
  const counts = buckets.map(({ value }) => value)
  expect(bounds).toStrictEqual(bounds.toSorted((a, b) => a - b))
  expect(counts).toStrictEqual(counts.toSorted((a, b) => a - b))
  expect(bounds.at(-1)).toBe(Number.POSITIVE_INFINITY)
  expect(counts.at(-1)).toBe(samples.find((sample) => sample.name === `${name}_count`)?.value)
}
