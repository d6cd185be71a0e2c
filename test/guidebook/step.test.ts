import { describe, expect, test } from 'vitest'
import type { Step } from '../../src/guidebook/parts/step.ts'
import { pageOf } from './written-page.ts'

const sh = (command: string) => `\`\`\`sh\n${command}\n\`\`\``

function stepsOf(body: string, file?: string): Step[] {
  return pageOf(`# Page\n\n${body}\n`, file).steps
}

const textsOf = (body: string, file?: string) => stepsOf(body, file).map(({ text }) => text)

describe('What is a step', () => {
  const cases: [name: string, text: string, steps: string[]][] = [
    ['a list that tells what to do', '1. Log in.\n2. Restart the pod.', ['Log in.', 'Restart the pod.']],
    [
      'a list that holds code',
      `1. Läuft er?\n\n   ${sh('ls').replaceAll('\n', '\n   ')}\n\n2. Und dann?`,
      ['Läuft er?', 'Und dann?'],
    ],
    ['no list that tells of things', '1. The database\n2. The queue\n3. The cache', []],
    ['no list of files', '1. `src/a.ts` reads\n2. `src/b.ts` writes', []],
    ['no list of one item', '1. Restart the pod.', []],
    ['no list of causes', '## Causes\n\n1. Check the disk\n2. Check the network', []],
    ['no list below such a heading', '## References\n\n### Ours\n\n1. Read this\n2. Read that', []],
    [
      'tasks, wherever they stand',
      '## Links\n\n- [ ] Nobody waits\n- [x] The log is kept',
      ['Nobody waits', 'The log is kept'],
    ],
    ['no bullets', '- Restart\n- Check', []],
    [
      'headings that are called steps',
      '## Step 1: look\n\na\n\n## Step 2: mend\n\nb',
      ['Step 1: look', 'Step 2: mend'],
    ],
    ['no heading alone', '## Step 1: look\n\na\n\n## 2. Mend\n\nb', []],
    ['a list that unindented code has broken', `1. See\n\n${sh('ls')}\n\n2. Mend\n\n${sh('rm x')}`, ['See', 'Mend']],
    ['the same where each number is one', `1. See\n\n${sh('ls')}\n\n1. Mend\n\n${sh('rm x')}`, ['See', 'Mend']],
    ['no two lists under two headings', `## A\n\n1. See\n\n${sh('ls')}\n\n## B\n\n2. Mend\n\n${sh('rm x')}`, []],
    [
      'blocks of commands, where nothing else is',
      `## Mitigation\n\nLook:\n\n${sh('ls')}\n\n${sh('rm x')}`,
      ['Look:', 'rm x'],
    ],
    ['no block of commands on a page that mends nothing', `## Options\n\n${sh('ls')}\n\n${sh('ls -l')}`, []],
    [
      'no block of commands beside a list',
      `## Fix\n\n${sh('ls')}\n\n${sh('ls -l')}\n\n1. Stop it\n2. Start it`,
      ['Stop it', 'Start it'],
    ],
    [
      'no output',
      '## Diagnosis\n\n```console\nI0428 02:23:13.498282 daemon.go:1250] Enabled\n```\n\n```console\n$ ls\n```\n\n```sh\nls\n```',
      ['$ ls', 'ls'],
    ],
  ]
  for (const [name, text, steps] of cases) test(name, () => expect(textsOf(text)).toStrictEqual(steps))

  test('on a runbook each block of commands is, whatever its headings say', () => {
    const text = `First:\n\n${sh('ls')}\n\nThen:\n\n${sh('ls -l')}`
    expect(textsOf(text, 'runbooks/disk.md')).toStrictEqual(['First:', 'Then:'])
    expect(textsOf(text, 'reference/disk.md')).toStrictEqual([])
  })

  test('a page that tells of other times or of what is planned has none', () => {
    const list = '1. Restart the pod.\n2. Check it.'
    expect(textsOf(list, 'postmortems/a.md')).toStrictEqual([])
    expect(pageOf(`# Roadmap\n\n${list}\n`).steps).toStrictEqual([])
  })

  test('its author has the last word', () => {
    expect(pageOf('---\nsteps: false\n---\n# Page\n\n1. Log in.\n2. Restart.\n').steps).toStrictEqual([])
    expect(pageOf('---\nsteps: true\n---\n# Page\n\n1. The left one\n2. The right one\n').steps).toHaveLength(2)
  })
})

test('the parts of a step know what they are a part of', () => {
  const nested = stepsOf('1. Prepare it.\n   1. Copy the file.\n   2. Stop the pod.\n2. Run it.')
  expect(nested.map(({ text }) => text)).toStrictEqual(['Prepare it.', 'Copy the file.', 'Stop the pod.', 'Run it.'])
  expect(nested.map(({ within }) => within)).toStrictEqual([undefined, nested[0]?.key, nested[0]?.key, undefined])
  const headed = stepsOf('## Step 1\n\n1. Log in.\n2. Look.\n\n## Step 2\n\nMend.')
  expect(headed.map(({ within }) => within)).toStrictEqual([undefined, headed[0]?.key, headed[0]?.key, undefined])
})

test('ways of which one is gone are choices', () => {
  const isChoice = (text: string) => stepsOf(text).map((step) => step.isChoice === true)
  expect(isChoice('1. If OOM, restart.\n2. If not, read the log.\n3. Otherwise call us.')).toStrictEqual([
    true,
    true,
    true,
  ])
  expect(isChoice('1. Read the log.\n2. If it is OOM, restart.\n3. If not, call.')).toStrictEqual([false, false, false])
  expect(isChoice('Choose one of these ways:\n\n1. Restart the pod.\n2. Drain the node.')).toStrictEqual([true, true])
})

describe('The key of a step', () => {
  const keysOf = (text: string) => stepsOf(text).map(({ key }) => key)

  test('is what it says, with its commands, wherever it stands', () => {
    const [first, second] = keysOf('1. Log in.\n2. Restart.')
    expect(keysOf('1. Look.\n2. Restart.\n3. Log in.')).toStrictEqual([expect.any(String), second, first])
    expect(keysOf('## Now\n\n1. Log in.\n2. Restart.').map((key) => key.slice(0, 12))).toStrictEqual([
      first?.slice(0, 12),
      second?.slice(0, 12),
    ])
    const withCode = (command: string) =>
      keysOf(`1. Log in.\n\n   ${sh(command).replaceAll('\n', '\n   ')}\n\n2. Look.`)[0]
    expect(withCode('ssh a')).not.toBe(withCode('ssh b'))
  })

  test('counts where a page says the same again', () => {
    const [first, second, third] = keysOf('1. Exit.\n2. Exit.\n3. Exit.')
    expect([second, third]).toStrictEqual([`${first}-2`, `${first}-3`])
  })
})

test('a page with more steps than anybody goes has none', () => {
  expect(
    stepsOf(Array.from({ length: 401 }, (_, index) => `${index + 1}. Restart pod ${index}.`).join('\n')),
  ).toStrictEqual([])
})
