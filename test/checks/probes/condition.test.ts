import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Answer } from '../../../checks/probes/answer.ts'
import { Condition, isMistake } from '../../../checks/probes/condition.ts'
import { shown } from '../../../checks/probes/plain.ts'
import { vocabularies } from '../../../checks/probes/vocabulary.ts'
import type { ProbeKind } from '../../../src/config/probe.ts'

/** The part of a condition that a mistake is shown at, and what is said. */
function mistake(expression: string, kind: ProbeKind = 'http') {
  const parsed = Condition.parse(expression, kind)
  if (!isMistake(parsed)) return undefined
  return { at: expression.slice(parsed.start, parsed.end), ...parsed }
}

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

describe('A mistake is told before anything is asked, at its place', () => {
  const cases: [condition: string, at: string, message: string | RegExp, hint?: string][] = [
    ['status ==', '', 'Unexpected end of the condition, expected a value'],
    ['status = 200', '=', 'Unexpected `=`, expected `==`'],
    ['status == 200 and body', 'and', 'Unexpected `and`, expected an operator or nothing more', 'Write `&&`'],
    ["body == 'x", "'x", 'Unexpected quote that nothing closes, expected the same quote after the text'],
    [
      'statsu == 200',
      'statsu',
      /^Unexpected `statsu` in conditions of `http`, expected `duration`, /,
      'Did you mean `status`?',
    ],
    ['rcode == 0', 'rcode', /^Unexpected `rcode` in conditions of `http`/],
    [
      "status == '200'",
      "status == '200'",
      'Unexpected operation `int == string`, expected two sides that can be compared',
      'Write a number without quotes, and a text with them',
    ],
    [
      'duration > 1',
      'duration > 1',
      'Unexpected operation `Duration > int`, expected two sides that can be compared',
      "Write the other side as a duration, such as `duration('1s')`",
    ],
    [
      "duration > duration('1 sec')",
      "duration('1 sec')",
      "Unexpected `duration('1 sec')`, expected such as `duration('1.5s')`",
    ],
    ["body.matches('(a')", "'(a'", /^Unexpected regular expression \(.*\), expected one of RE2$/],
    ["body.matches('(?=a)')", "'(?=a)'", /^Unexpected regular expression/],
    [
      'body.contain("x")',
      'body.contain("x")',
      /^Unexpected function `string\.contain\(string\)`/,
      'Did you mean `contains`?',
    ],
    ['body.matches(1)', 'body.matches(1)', /^Unexpected arguments of `string\.matches\(int\)`/],
    [
      'certificate.dayLeft > 1',
      'dayLeft',
      /^Unexpected `dayLeft` as field of a certificate/,
      'Did you mean `daysLeft`?',
    ],
    [
      'status',
      'status',
      'Unexpected value of type `int`, expected a condition that is true or false',
      'Compare it with something, such as `status == 200`',
    ],
    ['', '', 'Unexpected end of the condition, expected a value'],
    [`${'('.repeat(40)}1${')'.repeat(40)}`, /./s.source, /^Unexpected size of the condition/, 'Make two of it'],
    ['x'.repeat(2001), 'x'.repeat(2001), 'Unexpected condition of 2001 characters, expected at most 2000'],
  ]
  for (const [condition, at, message, hint] of cases) {
    test(condition.slice(0, 60) || 'nothing', () => {
      const found = mistake(condition)
      if (typeof message === 'string') assert.equal(found?.message, message)
      else assert.match(found?.message ?? '', message)
      if (at !== /./s.source) assert.equal(found?.at, at)
      assert.equal(found?.hint, hint)
    })
  }

  const right = [
    'status in [200, 204]',
    "json.a.b == 'x' || !has(json.a)",
    "headers['content-type'].startsWith('application/json')",
    "body.matches('(?i)odoo')",
    "certificate.validTo > timestamp('2026-01-01T00:00:00Z')",
    'json.items.all(i, i.ok) && json.items.exists_one(i, i.id == 1)',
    'json',
    'size(body) > 3 // a comment with .matches(',
    "'.matches(' in headers",
    String.raw`r'\d.matches(' == body`,
  ]
  for (const condition of right) test(`none in ${condition}`, () => assert.equal(mistake(condition), undefined))

  test('each kind of probe has its own names', () => {
    for (const [kind, vocabulary] of Object.entries(vocabularies) as [ProbeKind, object][]) {
      for (const name of Object.keys(vocabulary)) {
        const parsed = Condition.parse(name, kind, 'fact')
        assert.ok(!isMistake(parsed), `${kind} ${name}`)
      }
      assert.ok(mistake('nothing == 1', kind)?.message.includes(`\`${kind}\``))
    }
  })
})

describe('The value that tells why', () => {
  const body = '{"a":{"b":[1,2]},"version":"22","ok":false}'
  const cases: [condition: string, part: string, found: string][] = [
    ['status == 201', 'status', '`200`'],
    ['201 == status', 'status', '`200`'],
    ["json.version == '23'", 'json.version', '`22`'],
    ['3 in json.a.b', 'json.a.b', '`[1,2]`'],
    ['size(json.a.b) > 3', 'size(json.a.b)', '`2`'],
    ["body.contains('x')", 'body', shown(body)],
    ["body.matches('x')", 'body', shown(body)],
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
      const told = conditionOf(condition).telling(answerOf(body))
      assert.equal(told.part, part)
      assert.ok('value' in told.outcome)
      const { value } = told.outcome
      assert.equal(shown(typeof value === 'bigint' ? Number(value) : value), found)
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
      if (typeof error === 'string') assert.equal(outcome.error, error)
      else assert.match(outcome.error, error)
    })
  }
})

describe('Hostile answers', () => {
  test('a regular expression takes linear time', () => {
    const outcome = conditionOf("body.matches('(a+)+$')").evaluate(answerOf(`${'a'.repeat(50_000)}b`))
    assert.deepEqual(outcome, { value: false })
  })

  test('loops in loops are ended', () => {
    const loops = conditionOf('json.all(x, json.all(y, json.all(z, x + y + z >= 0.0)))')
    const outcome = loops.evaluate(answerOf(JSON.stringify(Array.from({ length: 5000 }, (_, index) => index))))
    assert.deepEqual(outcome, { error: 'it takes too long for this answer' })
    // And nothing of it is left.
    assert.deepEqual(loops.evaluate(answerOf('[1, 2]')), { value: true })
  })

  test('names of prototypes are no values', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      assert.deepEqual(conditionOf(`has(json.${name === '__proto__' ? 'proto' : name})`).evaluate(answerOf('{}')), {
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
        condition.telling(answerOf(body))
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
      fc.property(written, fc.constantFrom<ProbeKind>('http', 'dns', 'tcp', 'tls', 'ping'), (text, kind) => {
        const parsed = Condition.parse(text, kind)
        if (!isMistake(parsed)) return
        assert.ok(parsed.start >= 0 && parsed.start <= parsed.end && parsed.end <= text.length, JSON.stringify(parsed))
        assert.match(parsed.message, /^Unexpected /)
        assert.doesNotMatch(parsed.message, /re2find/)
      }),
      { numRuns: 1000 },
    )
  })
})
