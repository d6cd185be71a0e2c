import assert from 'node:assert/strict'

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
      assert.match(rest, /^(?:[^\\\n]|\\[\\n])+$/)
      help = { name, text: rest }
    } else if (kind === 'TYPE') {
      assert.equal(help?.name, name, 'TYPE follows its HELP')
      assert.match(rest, /^(?:counter|gauge|histogram|summary|untyped)$/)
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
  assert.match(value, numbers, line)
  const pairs = Array.from(written.matchAll(new RegExp(label, 'g')), ([pair]) => {
    const equals = pair.indexOf('=')
    const text = pair.slice(equals + 2, -1).replace(/\\(.)/g, (_, escaped) => (escaped === 'n' ? '\n' : escaped))
    return [pair.slice(0, equals), text] as const
  })
  assert.equal(new Set(pairs.map(([key]) => key)).size, pairs.length, `${line}: a label twice`)
  return { name, labels: Object.fromEntries(pairs), value: Number(value.replace('Inf', 'Infinity')) }
}

function namesOf({ name, type }: Family): string[] {
  return type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name]
}

function assertFamily({ name, type, samples }: Family): void {
  assert.ok(samples.length > 0, `${name} has samples`)
  if (type === 'counter') {
    assert.match(name, /_total$/)
    for (const { value } of samples) assert.ok(value >= 0, name)
  }
  if (type !== 'histogram') return
  const buckets = samples.filter((sample) => sample.name === `${name}_bucket`)
  const bounds = buckets.map(({ labels }) => Number(labels.le?.replace('Inf', 'Infinity')))
  const counts = buckets.map(({ value }) => value)
  assert.deepEqual(
    bounds,
    bounds.toSorted((a, b) => a - b),
  )
  assert.deepEqual(
    counts,
    counts.toSorted((a, b) => a - b),
  )
  assert.equal(bounds.at(-1), Number.POSITIVE_INFINITY)
  assert.equal(counts.at(-1), samples.find((sample) => sample.name === `${name}_count`)?.value)
}
