import fc from 'fast-check'
import { assert, describe, expect, test } from 'vitest'
import { Condition, isMistake } from '../../../checks/probes/conditions/condition.ts'
import { EvaluationBudget } from '../../../checks/probes/conditions/evaluation-budget.ts'
import { quoteValue } from '../../../checks/probes/conditions/found-value.ts'
import type { Answer } from '../../../src/probe-kinds/context.ts'
import { probeKindNames } from '../../../src/probe-kinds/registry.ts'

function conditionOf(expression: string): Condition {
  const parsed = Condition.parse(expression, 'http')
  if (isMistake(parsed)) throw new Error(parsed.message)
  return parsed
}

function answerOf(body: string): Answer {
  const json = ((): { json?: unknown } => {
    try {
      return { json: JSON.parse(body) }
    } catch {
      return {}
    }
  })()
  return { values: { status: 200n, headers: new Map(), body, ...json }, absent: { json: 'the body is not JSON' } }
}

describe('The value that tells why', () => {
  const body = '{"a":{"b":[1,2]},"version":"22","ok":false}'
  const cases: [condition: string, part: string, found: string][] = [
    ['status == 201', 'status', '`200`'],
    ['201 == status', 'status', '`200`'],
    ["json.version == '23'", 'json.version', '`22`'],
    ['3 in json.a.b', 'json.a.b', '`[1,2]`'],
    ['size(json.a.b) > 3', 'size(json.a.b)', '`2`'],
    ["body.contains('x')", 'body', quoteValue(body)],
    ["body.matches('x')", 'body', quoteValue(body)],
    ['json.ok', 'json.ok', '`false`'],
    ['!(status == 200)', 'status', '`200`'],
    ["status == 200 && json.version == '23'", 'json.version', '`22`'],
    ["status == 201 && json.version == '23'", 'status', '`200`'],
    ["status == 201 || json.version == '23'", 'status', '`200`'],
    ['json.a.b.all(x, x > 1)', 'json.a.b', '`[1,2]`'],
    ["json.version.matches('^3')", 'json.version', '`22`'],
  ]
  for (const [condition, part, found] of cases) {
    test(condition, () => {
      const told = conditionOf(condition).decidingPart(answerOf(body))
      expect(told.part).toBe(part)
      assert.ok('value' in told.outcome)
      const { value } = told.outcome
      expect(quoteValue(typeof value === 'bigint' ? Number(value) : value)).toBe(found)
    })
  }
})

describe('A condition that cannot be evaluated says why', () => {
  const cases: [condition: string, body: string, error: string | RegExp][] = [
    ['json.a == 1', 'no', 'the body is not JSON'],
    ['json.a.b == 1', '{}', 'there is no `a`'],
    ['json.a.b == 1', '{"a":1}', /^there is no `b`|cannot be evaluated/],
    ['json[3] == 1', '[]', 'the list is shorter'],
    ["json.a > '5'", '{"a":1}', /^it cannot be evaluated \(no such overload/],
    ['body.matches(json.p)', '{"p":"("}', /^it cannot be evaluated/],
    ['json.a == json.a', `{"a":${'['.repeat(9000)}${']'.repeat(9000)}}`, /^it cannot be evaluated for this answer$/],
  ]
  for (const [condition, body, error] of cases) {
    test(`${condition} of ${body.slice(0, 20)}`, () => {
      const outcome = conditionOf(condition).evaluate(answerOf(body))
      assert.ok(
        'error' in outcome,
        JSON.stringify(outcome, (_, value) => (typeof value === 'bigint' ? Number(value) : value)),
      )
      if (typeof error === 'string') expect(outcome.error).toBe(error)
      else expect(outcome.error).toMatch(error)
    })
  }
})

describe('Hostile answers', () => {
  test('a regular expression takes linear time', () => {
    const outcome = conditionOf("body.matches('(a+)+$')").evaluate(answerOf(`${'a'.repeat(50_000)}b`))
    expect(outcome).toStrictEqual({ value: false })
  })

  test('loops in loops are ended', () => {
    const loops = conditionOf('json.all(x, json.all(y, json.all(z, x + y + z >= 0.0)))')
    const outcome = loops.evaluate(answerOf(JSON.stringify(Array.from({ length: 5000 }, (_, index) => index))))
    expect(outcome).toStrictEqual({ error: 'it takes too long for this answer', isLate: true })
    // And nothing of it is left.
    expect(loops.evaluate(answerOf('[1, 2]'))).toStrictEqual({ value: true })
  })

  test('one loop is enough, where each of its steps goes through the text', () => {
    const items = Array.from({ length: 20_000 }, (_, index) => index % 10)
    const body = `${JSON.stringify({ items })}${'a'.repeat(55_000)}`
    const condition = conditionOf("json.items.all(item, !body.contains('ab'))")
    expect(condition.evaluate({ values: { body, json: { items } }, absent: {} })).toStrictEqual({
      error: 'it takes too long for this answer',
      isLate: true,
    })
  })

  test('a text that is long is gone through for so long, and no longer', () => {
    const pattern = conditionOf("body.matches('([a-z]{1,30}[0-9]){1,30}')")
    expect(pattern.evaluate(answerOf('a'.repeat(16_000_000)))).toStrictEqual({
      error: 'it takes too long for this answer',
      isLate: true,
    })
  })

  test('several conditions share the time of one', () => {
    const long = answerOf(JSON.stringify(Array.from({ length: 60_000 }, () => 1)))
    const condition = conditionOf('json.all(x, x >= 0.0)')
    // On a machine that is busy, a condition gets no more than its share of a second.
    const day = 86_400_000
    const budget = new EvaluationBudget(day, day)
    const before = process.cpuUsage()
    expect(condition.evaluate(long, budget)).toStrictEqual({ value: true })
    assert.ok(process.cpuUsage(before).user < 1_000_000, 'it takes less than what one may take, but for the machine')
    assert.ok(budget.next > 0 && budget.next < day, 'it has spent some of it')
    budget.spend(day)
    expect(condition.evaluate(long, budget)).toStrictEqual({ error: 'it takes too long for this answer', isLate: true })
    // What takes no time is still done.
    expect(conditionOf('status == 200').evaluate(long, budget)).toStrictEqual({ value: true })
  })

  test('names of prototypes are no values', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(conditionOf(`has(json.${name === '__proto__' ? 'proto' : name})`).evaluate(answerOf('{}'))).toStrictEqual({
        value: false,
      })
    }
  })

  test('whatever is answered, conditions are true, false or an error', () => {
    const conditions = [
      'json.a == 1',
      'json.a.b[0] > 1',
      'json.items.all(i, i.id > 0)',
      'size(json) > 2',
      "json.a in ['x', 1, null]",
      "string(json.a) == 'x'",
      '!json.ok',
      "body.matches('^[a-z]+')",
    ].map(conditionOf)
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(...conditions), (body, condition) => {
        const outcome = condition.evaluate(answerOf(body))
        assert.ok(
          'error' in outcome
            ? outcome.error !== ''
            : typeof outcome.value === 'boolean' || outcome.value === null || outcome.value !== undefined,
        )
        condition.decidingPart(answerOf(body))
      }),
    )
  })

  test('whatever is written, it is a condition or a mistake at a place in it', () => {
    const word = fc.constantFrom(
      'status',
      'json',
      '.a',
      '==',
      '200',
      "'x'",
      '(',
      ')',
      '&&',
      '!',
      'in',
      '[',
      ']',
      'matches',
      '.matches(',
      ' ',
      "r'",
      '"',
      '//',
      '\n',
      'duration(',
      '.all(x,',
      '-',
    )
    const written = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
    )
    fc.assert(
      fc.property(written, fc.constantFrom(...probeKindNames), (text, kind) => {
        const parsed = Condition.parse(text, kind)
        if (!isMistake(parsed)) return
        assert.ok(parsed.start >= 0 && parsed.start <= parsed.end && parsed.end <= text.length, JSON.stringify(parsed))
        expect(parsed.message).toMatch(/^Unexpected /)
        expect(parsed.message).not.toMatch(/re2find/)
      }),
      { numRuns: 1000 },
    )
  })
})
