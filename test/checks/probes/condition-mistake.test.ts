import { assert, describe, expect, test } from 'vitest'
import { Condition, isMistake } from '../../../checks/probes/conditions/condition.ts'
import { namesOfKind } from '../../../checks/probes/conditions/language.ts'
import { type ProbeKind, probeKindNames } from '../../../src/probe-kinds/registry.ts'

/** The part of a condition that a mistake is shown at, and what is said. */
function mistake(expression: string, kind: ProbeKind = 'http') {
  const parsed = Condition.parse(expression, kind)
  if (!isMistake(parsed)) return undefined
  return { at: expression.slice(parsed.start, parsed.end), ...parsed }
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
    ['duration < 1s', 's', 'Unexpected `s`, expected an operator or nothing more', "Write `duration('1s')`"],
    ['response_time < 5', 'response_time', /^Unexpected `response_time`/, 'Did you mean `duration`?'],
    ['[STATUS] == 200', 'STATUS', /^Unexpected `STATUS`/, 'Did you mean `status`?'],
    ["body.includes('x')", "body.includes('x')", /^Unexpected function/, 'Did you mean `contains`?'],
    [
      "redirects == 'x'",
      "redirects == 'x'",
      /^Unexpected operation `list<string> == string`/,
      "For what is in a list, write `'192.0.2.10' in answers`",
    ],
    [
      "redirects.contains('x')",
      "redirects.contains('x')",
      /^Unexpected arguments of `list\.contains/,
      "For what is in a list, write `'192.0.2.10' in answers`",
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
    [
      "headers['Content-Type'] == 'text/html'",
      "headers['Content-Type']",
      'Unexpected `Content-Type` as name of a header, expected small letters',
      'Write `content-type`',
    ],
    ['!has(headers.Location)', 'headers.Location', /^Unexpected `Location` as name of a header/, 'Write `location`'],
    ["'X-Foo' in headers", "'X-Foo' in headers", /^Unexpected `X-Foo` as name of a header/, 'Write `x-foo`'],
    ['status / 0 == 1', '0', 'Unexpected division by `0`, expected another number'],
    ['💥 == 1', '💥', 'Unexpected `💥`, expected an operator or nothing more'],
    ['', '', 'Unexpected end of the condition, expected a value'],
    [`${'('.repeat(40)}1${')'.repeat(40)}`, /./s.source, /^Unexpected size of the condition/, 'Make two of it'],
    ['x'.repeat(2001), 'x'.repeat(2001), 'Unexpected condition of 2001 characters, expected at most 2000'],
  ]
  for (const [condition, at, message, hint] of cases) {
    test(condition.slice(0, 60) || 'nothing', () => {
      const found = mistake(condition)
      if (typeof message === 'string') expect(found?.message).toBe(message)
      else expect(found?.message ?? '').toMatch(message)
      if (at !== /./s.source) expect(found?.at).toBe(at)
      expect(found?.hint).toBe(hint)
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
    "headers['content-type'] == 'Text' && headers.exists(name, name == 'X')",
    String.raw`r'\d.matches(' == body`,
  ]
  for (const condition of right) test(`none in ${condition}`, () => expect(mistake(condition)).toBe(undefined))

  test('each kind of probe has its own names', () => {
    for (const kind of probeKindNames) {
      for (const name of namesOfKind(kind)) {
        expect(mistake(`size([${name}]) == 1`, kind), `${kind} ${name}`).toBe(undefined)
      }
      assert.ok(mistake('nothing == 1', kind)?.message.includes(`\`${kind}\``))
    }
  })
})

describe('A value of a page is one that can be written there', () => {
  for (const [written, type] of [
    ['answers', 'list<string>'],
    ["answers.filter(a, a != '')", 'list<string>'],
    ['{1: 2}', 'map<int, int>'],
  ] as const) {
    test(`\`${written}\` is none`, () => {
      const parsed = Condition.parse(written, 'dns', 'fact')
      const expected = `Unexpected value of type \`${type}\`, expected a text, a number, or true or false`
      expect(isMistake(parsed) && parsed.message).toBe(expected)
    })
  }

  for (const written of ['answers[0]', "answers.join(', ')", 'size(answers)', 'duration', 'authoritative'])
    test(`\`${written}\` is one`, () => expect(isMistake(Condition.parse(written, 'dns', 'fact'))).toBe(false))
})
