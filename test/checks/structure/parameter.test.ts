import { describe, expect, test } from 'vitest'
import { findIn } from './written-guidebooks.ts'

/** What is told of one page with this frontmatter: `LINE: what is at fault, hint`. */
async function judged(yaml: string, text: string): Promise<string[]> {
  const found = await findIn({ 'a.md': `---\n${yaml}\n---\n\n# A\n\n${text}\n` })
  return found
    .filter(({ code }) => code === 'structure/unused-parameter')
    .map(({ line, message, hint }) => `${line}: ${message}, ${hint}`)
}

const shell = (code: string) => `\`\`\`sh\n${code}\n\`\`\`\n`
const told = (line: number, key: string, written: string, hint: string) =>
  `${line}: Unexpected parameter \`${key}\`, expected a command of the page that has \`${written}\`, ${hint}`
const gone = 'Write its name as the commands have it, or remove it'

describe('A parameter stands in a command of its page', () => {
  test.each<[name: string, yaml: string, text: string]>([
    ['in angle brackets, however it is spelt', 'parameters: [podName]', shell('kubectl logs <Pod name>')],
    ['as a variable', 'parameters: [$NODE]', shell(`kubectl drain "\${NODE}"`)],
    ['as one of its texts', 'parameters: { pod: { written: [XXX, "{{ .Labels.pod }}"] } }', shell('kubectl logs XXX')],
    ['where each block has its own', 'parameters: [name]', shell('kubectl get pod <name>')],
    ['in a session', 'parameters: [pod]', '```console\n$ kubectl logs <pod>\nok\n```\n'],
    ['or, on a page without commands, it may be another tool’s', 'parameters: [pod]', '```yaml\na: <pod>\n```\n'],
    ['as a list of maps it is another tool’s', 'parameters: [{ name: pod }]', shell('kubectl get nodes')],
  ])('%s', async (_, yaml, text) => expect(await judged(yaml, text)).toStrictEqual([]))

  test.each<[name: string, yaml: string, text: string, found: string[]]>([
    [
      'one with a slip',
      'parameters:\n  nmespace: Where',
      shell('kubectl -n <namespace> get pods'),
      [told(3, 'nmespace', '<nmespace>', 'Did you mean `<namespace>`?')],
    ],
    [
      'one in a list',
      'parameters:\n  - namespace\n  - $NDOE',
      shell('kubectl -n <namespace> drain $NODE'),
      [told(4, '$NDOE', '$NDOE', 'Did you mean `$NODE`?')],
    ],
    [
      'one that has gone',
      'order: 1\nparameters: { pod: The pod, zone: }',
      shell('kubectl logs <pod>'),
      [told(3, 'zone', '<zone>', gone)],
    ],
    [
      'one in a block that nobody types',
      'parameters: [zone]',
      `${shell('kubectl get nodes')}\n\`\`\`yaml\nzone: <zone>\n\`\`\`\n`,
      [
        told(
          2,
          'zone',
          '<zone>',
          'It stands in a block of `yaml`, in which nothing is filled in: `sh` says that somebody types it',
        ),
      ],
    ],
    [
      'one in the output of a session',
      'parameters: [pod]',
      '```console\n$ kubectl get pods\n<pod> Running\n```\n',
      [told(2, 'pod', '<pod>', gone)],
    ],
  ])('%s is told', async (_, yaml, text, found) => expect(await judged(yaml, text)).toStrictEqual(found))
})
