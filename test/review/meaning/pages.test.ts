import { describe, expect, test } from 'vitest'
import { readPage } from '../../../src/guidebook/page.ts'
import { CodeOwners } from '../../../src/review/meaning/code-owners.ts'
import { changesOfCommands } from '../../../src/review/meaning/commands.ts'
import type { LocatedPair } from '../../../src/review/meaning/located-pair.ts'
import { changesOfNames } from '../../../src/review/meaning/names.ts'
import { ownersTouched } from '../../../src/review/meaning/owners.ts'

function pair(before: string | undefined, after: string | undefined): LocatedPair {
  const page = (text: string) => readPage('erp/page.md', Buffer.from(text))
  return {
    ...(before !== undefined && { before: page(before) }),
    ...(after !== undefined && { after: page(after) }),
    file: 'guidebooks/erp/page.md',
  }
}

const fence = (...lines: string[]) => `# Page\n\n\`\`\`sh\n${lines.join('\n')}\n\`\`\`\n`
const commands = (before: string | undefined, after: string | undefined) =>
  changesOfCommands(pair(before, after)).map(({ weight, text, line }) => `${line} ${weight}: ${text}`)

describe('What a change does to the commands of a page', () => {
  test('nothing where they moved, or are written with other spaces', () => {
    expect(commands(fence('kubectl get pods', 'df -h'), fence('df  -h', '# Then', 'kubectl   get pods'))).toStrictEqual(
      [],
    )
  })

  test('another argument is said with the one of before', () => {
    expect(
      commands(fence('kubectl scale deploy/erp --replicas=3'), fence('kubectl scale deploy/erp --replicas=0')),
    ).toStrictEqual([
      '4 danger: `kubectl scale deploy/erp --replicas=0` instead of `kubectl scale deploy/erp --replicas=3`: it deletes, stops or forces something',
    ])
  })

  test('what is new and what is gone', () => {
    expect(commands(fence('df -h'), fence('kubectl get secret db -o yaml'))).toStrictEqual([
      '4 danger: `kubectl get secret db -o yaml` is new: it shows a secret',
      '4 plain: `df -h` is gone',
    ])
  })

  test('a new page tells what is dangerous alone', () => {
    expect(commands(undefined, fence('df -h', 'rm -rf /srv/erp'))).toStrictEqual([
      '5 danger: `rm -rf /srv/erp` is new: it deletes, stops or forces something',
    ])
  })

  test('a page that is gone tells nothing of each command', () => {
    expect(commands(fence('rm -rf /srv/erp'), undefined)).toStrictEqual([])
  })

  test('a word in a sentence is no command, a whole command is', () => {
    expect(commands('# Page\n', '# Page\n\nAsk `erp`, then `kubectl delete pod erp-0`.\n')).toStrictEqual([
      '3 danger: `kubectl delete pod erp-0` is new: it deletes, stops or forces something',
    ])
  })

  test('however many there are, what is dangerous is told', () => {
    const many = Array.from({ length: 100 }, (_, index) => `frob ${index} --with-${index}`)
    const all = commands(fence('df -h'), fence(...many, 'rm -rf /'))
    expect(all.filter((text) => text.includes('danger'))).toHaveLength(1)
    expect(all).toHaveLength(41)
  })
})

describe('What a page names', () => {
  const names = (before: string, after: string) => changesOfNames(pair(before, after)).map(({ text }) => text)

  test('no files as hosts', () => {
    expect(names('# Page\n', '# Page\n\n[There](nowhere.md), and `backup.zip`.\n')).toStrictEqual([])
  })

  test('hosts and addresses', () => {
    expect(
      names(
        '# Page\n\nSee [the shop](https://docs.example.com/a).\n',
        '# Page\n\nSee [the shop](https://sign.example.com/a).\n',
      ),
    ).toStrictEqual([
      'Names the host `sign.example.com` instead of the host `docs.example.com`',
      'Names the address `https://sign.example.com/a` instead of the address `https://docs.example.com/a`',
    ])
  })

  test('pictures', () => {
    expect(names('# Page\n\n![Old](a.png)\n', '# Page\n')).toStrictEqual(['No longer names the picture `a.png`'])
  })

  test('versions, and no other numbers', () => {
    const text = (version: string, other: string) => `# Page\n\nDolibarr ${version} runs at ${other}.\n`
    expect(names(text('22.0.3', '10.0.0.7, load 1.5'), text('22.0.4', '10.0.0.8, load 2.5'))).toStrictEqual([
      'Names the version `22.0.4` instead of the version `22.0.3`',
    ])
  })

  test('a list stays short', () => {
    const many = Array.from({ length: 20 }, (_, index) => `[x](https://h${index}.example.com/)`).join(' ')
    const [, addresses = ''] = names('# Page\n', `# Page\n\n${many}\n`)
    expect(addresses).toMatch(/`https:\/\/h5\.example\.com\/` and 14 more$/)
  })
})

describe('Whom a change touches', () => {
  const page = (owner: string) => `# Page\n\n> **Owner:** ${owner}\n`

  test('owners of pages, the most first, and who takes one over', () => {
    const pairs = [pair(page('Platform'), page('Platform')), pair(page('Platform'), page('Shop'))]
    expect(ownersTouched(pairs, [], undefined).map(({ text }) => text)).toStrictEqual([
      'Touches 2 pages of `Platform`',
      'Touches 1 page of `Shop`',
      '`Page` has the owner `Shop` instead of `Platform`',
    ])
  })

  test('owners of files by `CODEOWNERS`', () => {
    const owners = new CodeOwners('* @acme/all\n/guidebooks/erp/ @acme/erp docs@example.org\n')
    const told = ownersTouched([], ['guidebooks/erp/a.md', 'guidebooks/erp/b.md', 'README.md'], owners)
    expect(told.map(({ text }) => text)).toStrictEqual([
      'Touches 2 files of `@acme/erp`, as `CODEOWNERS` says',
      'Touches 2 files of `docs@example.org`, as `CODEOWNERS` says',
      'Touches 1 file of `@acme/all`, as `CODEOWNERS` says',
    ])
  })

  // The examples of GitHub’s and GitLab’s documentation.
  test.each<[text: string, file: string, owners: string[]]>([
    ['* @a\n*.js @b', 'src/x.js', ['@b']],
    ['*.go docs@example.com', 'cmd/main.go', ['docs@example.com']],
    ['/build/logs/ @d', 'build/logs/x/y.txt', ['@d']],
    ['docs/* docs@example.com', 'docs/getting-started.md', ['docs@example.com']],
    ['docs/* docs@example.com', 'docs/build-app/troubleshooting.md', []],
    ['apps/ @o', 'x/apps/y.txt', ['@o']],
    ['/apps/ @o\n/apps/github', 'apps/github/x', []],
    ['**/logs @o', 'deeply/nested/logs/x', ['@o']],
    ['docs/a\\ b.md @o', 'docs/a b.md', ['@o']],
    ['# *.md @no\n*.md @o # who writes', 'a.md', ['@o']],
    ['[Docs] @writers\n*.md\n[Infra]\n*.md @ops\n', 'a.md', ['@writers', '@ops']],
    ['^[Optional][2] @w\n*.md', 'a.md', ['@w']],
  ])('%j of %s', (text, file, expected) => {
    expect(new CodeOwners(text).of(file)).toStrictEqual(expected)
  })

  test('rubbish is no owner', () => {
    expect(new CodeOwners('[\n!x @o\n\\\n* nobody <b>\n\u0000').of('x')).toStrictEqual([])
  })
})
