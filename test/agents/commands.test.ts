import { expect, test } from 'vitest'
import { filledBlock } from '../../src/agents/commands.ts'

test.each<[code: string, text: string, missing: string[]]>([
  ['kubectl -n <namespace> logs <Pod_Name>', 'kubectl -n shop logs web-0', []],
  // What is another thing in each command is no label.
  ['kubectl -n <namespace> get job <name>', 'kubectl -n shop get job <name>', ['name']],
  ['login <token> "<team>"', 'login <token> "<team>"', ['token', 'team']],
  ['echo <zone>', 'echo eu', []],
])('An agent is given %s as %s', (value, text, missing) => {
  const labels = { NAMESPACE: 'shop', podName: 'web-0', name: 'web', token: 'sesame', team: '$(id)' }
  const zone = { key: 'zone', name: 'zone', written: [], isSecret: false, default: 'eu' }
  expect(filledBlock({ language: 'sh', value }, labels, [zone])).toMatchObject({ text, missing })
})
