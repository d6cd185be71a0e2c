import { describe, expect, test } from 'vitest'
import { valuesOf } from '../../src/guidebook/page-values.ts'
import { pageOf } from './written-page.ts'

const pageWith = (yaml: string, text = '') => pageOf(`---\n${yaml}\n---\n\n# Page\n\n${text}`)
const fence = (text: string) => `\`\`\`sh\n${text}\n\`\`\`\n`

describe('What a page says of the values of its commands', () => {
  test.each<[name: string, yaml: string, parameters: unknown]>([
    [
      'as a list of names',
      'parameters: [namespace, $NODE]',
      [
        { key: 'namespace', name: 'namespace', written: [], isSecret: false },
        { key: '$NODE', name: 'node', written: ['$NODE'], isSecret: false },
      ],
    ],
    [
      'as names with a sentence',
      'parameters:\n  podName: The pod that is down\n  admin-password:',
      [
        { key: 'podName', name: 'pod-name', written: [], isSecret: false, description: 'The pod that is down' },
        { key: 'admin-password', name: 'admin-password', written: [], isSecret: true },
      ],
    ],
    [
      'as all of it',
      'parameters:\n  pod: { written: ["{{ .Labels.pod }}", XXX], default: 1, pattern: "[a-z0-9-]+", secret: false }',
      [
        {
          key: 'pod',
          name: 'pod',
          written: ['{{ .Labels.pod }}', 'XXX'],
          isSecret: false,
          default: '1',
          pattern: '[a-z0-9-]+',
        },
      ],
    ],
  ])('%s', (_, yaml, parameters) => {
    const page = pageWith(yaml)
    expect(page.frontmatter.parameters).toStrictEqual(parameters)
    expect(page.problems).toStrictEqual([])
  })

  test.each<[yaml: string, message: string]>([
    ['parameters: { a: { patern: x } }', 'Unexpected value of `parameters.a`, expected no `patern`'],
    [
      'parameters: { a: { pattern: "(" } }',
      'Unexpected value of `parameters.a.pattern`, expected a regular expression without look-around, references and repeats of repeats or choices',
    ],
    [
      'parameters: { a: { pattern: "(a+)+" } }',
      'Unexpected value of `parameters.a.pattern`, expected a regular expression without look-around, references and repeats of repeats or choices',
    ],
    [
      'parameters: { a: { pattern: "(?=a)b" } }',
      'Unexpected value of `parameters.a.pattern`, expected a regular expression without look-around, references and repeats of repeats or choices',
    ],
    [
      'parameters: { a: { pattern: "[a-z]+", default: "1" } }',
      'Unexpected value of `parameters.a.default`, expected a value that matches `[a-z]+`',
    ],
    [
      'parameters: { a: { secret: true, default: "1" } }',
      'Unexpected value of `parameters.a.default`, expected none, since it is a secret',
    ],
    [
      'parameters: { a-b: {}, aB: {} }',
      'Unexpected value of `parameters.aB`, expected another name: `a-b` is there already',
    ],
    [
      'parameters: [{ name: goal, type: string }]',
      'Unexpected value of `parameters`, expected a list of names, or names with what is said of each',
    ],
    ['parameters: { "$": {} }', 'Unexpected value of `parameters.$`, expected a name with letters'],
  ])('%s is told, and left out', (yaml, message) => {
    const { problems, frontmatter } = pageWith(yaml)
    expect(problems.map((problem) => problem.message)).toStrictEqual([message])
    expect(frontmatter).toStrictEqual({})
  })

  test.each(['[a-z0-9-]+', '[a-z0-9]([-a-z0-9]*[a-z0-9])?', '\\d{1,3}(\\.\\d{1,3}){3}', 'erp|crm', '(a|b)-\\d+'])(
    'the pattern %s is one',
    (pattern) => {
      expect(pageWith(`parameters: { a: { pattern: '${pattern}' } }`).problems).toStrictEqual([])
    },
  )
})

describe('What readers of a page fill in', () => {
  test('is one field for each name, in the order of the page', () => {
    const text = [
      fence('kubectl -n <namespace> get pod <podName>'),
      fence('kubectl -n <Namespace> logs <pod_name> --since=<time>'),
      '```yaml\nname: <other>\n```\n',
    ].join('\n')
    expect(valuesOf(pageWith('parameters: { pod-name: The pod }', text)).fields).toStrictEqual([
      { name: 'namespace', label: '<namespace>', isSecret: false },
      { name: 'pod-name', label: '<podName>', isSecret: false, description: 'The pod' },
      { name: 'time', label: '<time>', isSecret: false },
    ])
  })

  test('is a field for what is secret, whatever else its name says', () => {
    const { fields } = valuesOf(pageWith('order: 1', fence('login <previous-password>')))
    expect(fields).toStrictEqual([{ name: 'previous-password', label: '<previous-password>', isSecret: true }])
  })

  test('is none for what is another thing in each command, unless the page says what it is', () => {
    const text = fence('kubectl get <type> <name>; kubectl get <other>')
    expect(valuesOf(pageWith('order: 1', text)).fields.map(({ name }) => name)).toStrictEqual(['other'])
    expect(valuesOf(pageWith('parameters: [name]', text)).fields.map(({ name }) => name)).toStrictEqual([
      'name',
      'other',
    ])
  })
})
