import { expect, test } from 'vitest'
import { readPage } from '../../../src/guidebook/page.ts'
import { changesOfFacts, type LastAnswers } from '../../../src/review/meaning/facts.ts'

const found = new Map([
  ['erp.ping json.version', '22.0.4'],
  ['erp.load value', '213'],
])

const answers: LastAnswers = {
  fact: (id, expression) => found.get(`${id} ${expression}`),
  unitOf: (id) => (id === 'erp.load' ? 'ms' : undefined),
}

const page = (lines: readonly string[]) => readPage('erp/page.md', Buffer.from(`# Page\n\n${lines.join('\n\n')}\n`))
const version = (text: string) => `It is [${text}](status:erp.ping#json.version).`

const cases: [what: string, before: string[] | undefined, after: string[], told: string[]][] = [
  ['which differed and differ still', [version('22.0.3')], ['More.', version('22.0.3')], []],
  ['that agree', [version('22.0.4')], ['More.', version('22.0.4')], []],
  ['that are new and agree', [], [version('22.0.4')], []],
  [
    'which agreed and differ now',
    [version('22.0.4')],
    ['More.', version('22.0.5')],
    ['5 attention: Says `22.0.5` instead of `22.0.4`, which is what `erp.ping` last found'],
  ],
  [
    'which differ in another way than before',
    [version('22.0.2')],
    [version('22.0.3')],
    ['3 attention: Says `22.0.3` where `erp.ping` last found `22.0.4`'],
  ],
  [
    'which agree again',
    [version('22.0.3')],
    [version('22.0.4')],
    ['3 plain: Says `22.0.4`, as `erp.ping` last found, instead of `22.0.3`'],
  ],
  [
    'of a new page',
    undefined,
    [version('23'), version('23')],
    ['3 attention: Says `23` where `erp.ping` last found `22.0.4`'],
  ],
  ['that nobody answered', [], ['[up](status:erp.ping#json.state) and [1](status:other.ping#status)'], []],
  ['that are measured', ['[200 ms](status:erp.load#value)'], ['[300 ms](status:erp.load#value)'], []],
]

test.for(cases)('Facts %s', ([, before, after, told]) => {
  const pair = { ...(before && { before: page(before) }), after: page(after), file: 'guidebooks/erp/page.md' }
  expect(changesOfFacts(pair, answers).map(({ line, weight, text }) => `${line} ${weight}: ${text}`)).toStrictEqual(
    told,
  )
})

test('Nothing is told of a page that is gone', () => {
  expect(changesOfFacts({ before: page([version('1')]), file: 'guidebooks/erp/page.md' }, answers)).toStrictEqual([])
})
