import { assert, describe, expect, test } from 'vitest'
import { findIn, type Options } from './written-input.ts'

const files = {
  'docs/README.md': '# Guidebooks\n',
  'docs/erp/README.md': '# ERP\n',
  'docs/erp/operations.md':
    '# Operations\n\n## 1. Back up\n\n## Is it us?\n\n## Étape\n\n<a id="By-Hand"></a>\n\nOne.[^1]\n\n[^1]: Note.\n',
  'docs/erp/goals.md': '# Goals\n\n## 2026 goals\n',
  'docs/erp/storage-and-recovery.md': '# Storage\n\n## Restore\n',
  'docs/erp/two words.md': '# Two\n',
  'docs/erp/100%.md': '# Percent\n',
  'docs/erp/draft.md': '---\ndraft: true\naliases: [formerly-a-draft]\n---\n# Draft\n',
  'docs/planned/README.md': '---\ndraft: true\n---\n# Planned\n',
  'docs/erp/diagram.png': '',
  'docs/erp/values.yaml': 'a: 1\nb: 2\nc: 3\n',
  'docs/erp/deep/steps.md': '# Steps\n',
  'docs/erp/dashboards/one.json': '{}',
  'docs/erp/.hidden.md': '# Hidden\n',
  'docs/crm/README.md': '---\naliases: [/customers/, former.md]\n---\n# CRM\n',
  'docs/crm/tenancy.md': '# Tenancy\n',
  'docs/private/notes.md': '# Notes\n',
  'chart/values.yaml': 'replicas: 2\n',
  'chart/README.md': '# Chart\n\n## Install\n',
}

/** What is found, in short: the code without its check, then ` ?` and the suggestion, or ` !` and the certain fix. */
async function problemWith(url: string, options: Options): Promise<string> {
  const config = { exclude: ['private/notes.md'], ...options.config }
  const written = { ...files, 'docs/erp/page.md': `# Page\n\n[link](<${url}>)\n` }
  const found = await findIn(written, { ...options, config })
  assert.ok(found.length <= 1, JSON.stringify(found))
  const [only] = found
  if (!only) return 'fine'
  expect([only.file, only.line]).toStrictEqual(['docs/erp/page.md', 3])
  expect(only.message).toMatch(/^Unexpected .*, expected .*[^.]$/)
  const code = only.code.replace('links/', '')
  const fix = only.fix?.edits[0]?.text
  if (fix !== undefined) return `${code} !${fix}`
  const meant = /^Did you mean `(.*)`\?$/.exec(only.hint ?? '')?.[1]
  return meant === undefined ? code : `${code} ?${meant}`
}

function holds(cases: Record<string, string>, options: Options = {}): void {
  for (const [url, expected] of Object.entries(cases)) {
    test(url === '' ? 'nothing at all' : url, async () => expect(await problemWith(url, options)).toBe(expected))
  }
}

describe('A link to a file', () => {
  describe('that is there is fine', () =>
    holds({
      'operations.md': 'fine',
      './operations.md?plain=1': 'fine',
      '../README.md': 'fine',
      '../crm/': 'fine',
      'two%20words.md': 'fine',
      'two words.md': 'fine',
      'diagram.png': 'fine',
      'values.yaml#any': 'fine',
      '100%25.md': 'fine',
      '../../chart/values.yaml': 'fine',
      '../../chart': 'fine',
      '/erp/operations.md': 'fine',
      '/erp/operations/': 'fine',
      '/docs/erp/operations.md': 'fine',
      '/chart/values.yaml': 'fine',
    }))

  describe('that is not there is told, with the one that was meant', () =>
    holds({
      'nowhere-at-all.md': 'missing-file',
      'stroage-and-recovery.md': 'missing-file !storage-and-recovery.md',
      './stroage-and-recovery.md#restore': 'missing-file !./storage-and-recovery.md#restore',
      'stroage-and-recovery.md#gone': 'missing-file ?storage-and-recovery.md#gone',
      '../epr/operations.md': 'missing-file !operations.md',
      operations: 'missing-file !operations.md',
      'operations/': 'missing-file !operations.md',
      'operations.md/': 'missing-file !operations.md',
      'operations.markdown': 'missing-file !operations.md',
      'diagram.pgn': 'missing-file ?diagram.png',
      'two%20word.md': 'missing-file ?two%20words.md',
    }))

  describe('whose name stands elsewhere may mean that, or another subject', () =>
    holds({
      'steps.md': 'missing-file ?deep/steps.md',
      '../erp/old/steps.md': 'missing-file',
      '../steps.md': 'missing-file',
      // A name of one word may be about something else in each folder.
      'tenancy.md': 'missing-file',
      '../../crm/README.md': 'missing-file ?../crm/README.md',
      '../crm/former.md': 'missing-file !../crm/README.md',
      '/customers/': 'missing-file !../crm/README.md',
      'nowhere/README.md': 'missing-file',
    }))

  describe('in other capitals works on some disks alone', () =>
    holds({
      'Operations.md': 'case !operations.md',
      'operations.MD#is-it-us': 'case !operations.md#is-it-us',
      '../ERP/Operations.md': 'case !operations.md',
      '../../Chart/values.yaml': 'case !../../chart/values.yaml',
      '../../chart/Values.yml': 'missing-file ?../../chart/values.yaml',
    }))

  describe('that is no page of the site', () =>
    holds({
      'draft.md': 'draft',
      '/erp/draft/': 'draft',
      '/erp/draft': 'draft',
      '/erp/draft/#part': 'draft',
      '/erp/formerly-a-draft/': 'draft',
      '../planned/': 'draft',
      '/planned/': 'draft',
      'draft/': 'missing-file !draft.md',
      'draft.html': 'html-for-page !draft.md',
      '../private/notes.md': 'excluded',
      '.hidden.md': 'excluded',
      'dashboards/': 'folder-without-page',
      'deep/': 'folder-without-page',
      'operations.html': 'html-for-page !operations.md',
      '../erp/index.html': 'html-for-page !README.md',
      'nowhere.html': 'missing-file',
    }))

  describe('that is written in a way that not every server reads', () =>
    holds({
      'deep\\steps.md': 'backslash !deep/steps.md',
      '..\\..\\chart\\none.md': 'missing-file',
      '100%.md': 'percent-encoding !100%25.md',
      '100%zz.md': 'missing-file',
      '%E0%A4%A': 'missing-file',
    }))

  describe('outside of the repository is out of reach', () =>
    holds({
      '../../../other/README.md': 'outside-repository',
      '../../chart/gone.yaml': 'missing-file',
      '/nowhere/at-all.md': 'missing-file',
      '/crm/tenancyy.md': 'missing-file !../crm/tenancy.md',
      '/crm/Tenancy.md': 'case !../crm/tenancy.md',
    }))

  describe('in the repository is looked into', () =>
    holds({
      '../../chart/README.md#install': 'fine',
      '../../chart/README.md#instal': 'missing-anchor !../../chart/README.md#install',
      '../../chart/values.yaml#L1': 'fine',
      '../../chart/values.yaml#L2': 'missing-line',
      '../../chart/values.yaml#anything': 'fine',
    }))

  describe('may begin with the base', () =>
    holds(
      { '/handbook/erp/operations/': 'fine', '/handbook/erp/gone/': 'missing-file' },
      { config: { base: '/handbook' } },
    ))
})

describe('A link to a section', () => {
  describe('leads where GitHub would', () =>
    holds({
      'operations.md#1-back-up': 'fine',
      'operations.md#is-it-us': 'fine',
      'operations.md#%C3%A9tape': 'fine',
      'operations.md#étape': 'fine',
      'operations.md#By-Hand': 'fine',
      'operations.md#user-content-is-it-us': 'fine',
      'operations.md#user-content-fn-1': 'fine',
      '#page': 'fine',
      '#': 'fine',
      '#top': 'fine',
      'operations.md#TOP': 'fine',
      '#:~:text=Page': 'fine',
      'operations.md#is-it-us:~:text=us': 'fine',
    }))

  describe('that is not there is told, with the one that was meant', () =>
    holds({
      '#is-it-us': 'missing-anchor',
      'operations.md#gone': 'missing-anchor',
      'operations.md#is-it-su': 'missing-anchor ?#is-it-us',
      'operations.md#2-back-up': 'missing-anchor !operations.md#1-back-up',
      'operations.md#back-up': 'missing-anchor !operations.md#1-back-up',
      'goals.md#2025-goals': 'missing-anchor',
      'operations.md#Is it us?': 'missing-anchor !operations.md#is-it-us',
      'operations.md#-is-it-us': 'missing-anchor !operations.md#is-it-us',
      'operations.md#us-is-it': 'missing-anchor ?#is-it-us',
      'operations.md#gone:~:text=us': 'missing-anchor',
      'storage-and-recovery.md#restroe': 'missing-anchor !storage-and-recovery.md#restore',
      'operations.md#100%': 'missing-anchor',
    }))

  describe('in other capitals works on GitHub alone', () =>
    holds({
      'operations.md#Is-It-Us': 'case !operations.md#is-it-us',
      'operations.md#by-hand': 'case !operations.md#By-Hand',
    }))

  describe('may be a line', () =>
    holds({
      'values.yaml#L3': 'fine',
      'values.yaml#L2-L3': 'fine',
      'values.yaml#L1C2-L3C4': 'fine',
      'values.yaml#lines-1:3': 'fine',
      'values.yaml#L4': 'missing-line',
      'values.yaml#L2-9': 'missing-line',
      'operations.md?plain=1#L3': 'fine',
      'operations.md?plain=1#L99': 'missing-line',
    }))
})

describe('A link without a path', () => {
  describe('is judged by its form', () =>
    holds({
      '': 'empty',
      'javascript:alert(1)': 'unsafe',
      'java\tscript:alert(1)': 'unsafe',
      'data:text/html,x': 'unsafe',
      'vbscript:x': 'unsafe',
      'htpps://a.example/x': 'unknown-scheme !https://a.example/x',
      'link:https://a.example/': 'unknown-scheme !https://a.example/',
      'localhost:8080/status': 'unknown-scheme',
      'C:\\docs\\page.md': 'unknown-scheme',
      'file:///etc/hosts': 'unknown-scheme',
      'slack://channel': 'unknown-scheme',
      'irc://irc.a.example/ops': 'fine',
      'mailto:ops@a.example': 'fine',
      'mailto:ops@a.example,b@a.example?subject=Down': 'fine',
      'mailto:?subject=Down': 'fine',
      'mailto:ops@localhost': 'fine',
      'mailto:ops': 'mail-address',
      'mailto:': 'mail-address',
      'mailto:ops@@a.example b': 'mail-address',
      'tel:+33123456789': 'fine',
      'tel:+1-201-555-0123;ext=5': 'fine',
      'tel:112': 'fine',
      'tel:': 'telephone',
      'tel:the office': 'telephone',
      'TEL:112': 'fine',
      'tel:%ZZ': 'telephone',
      'mailto:%ZZ': 'mail-address',
      'mailto:a%ZZb@a.example': 'mail-address',
      'mailto:ops%40a.example': 'fine',
      'mailto:ops@a.example?subject=100%': 'fine',
      'status:': 'unknown-status',
      'ops@a.example': 'missing-file ?mailto:ops@a.example',
      'www.a.example/x': 'missing-file ?https://www.a.example/x',
      'git@a.example:ops/books.git': 'missing-file',
    }))

  describe('of the web is an address', () =>
    holds({
      'https://a.example/x?y=z#w': 'fine',
      'HTTPS://A.example:8443': 'fine',
      '//a.example/x': 'fine',
      'http://[::1]:8080/': 'fine',
      'https://a.example/100%': 'fine',
      'http://': 'invalid-url',
      'https:/a.example/x': 'invalid-url',
      'https:a.example': 'invalid-url',
      'https://a.example:99999/': 'invalid-url',
      'https://a.example:65535/': 'fine',
      'https://a.example:/': 'fine',
      'https://me:secret@a.example/': 'fine',
      'https://bücher.example/': 'fine',
      'https://xn--bcher-kva.example/': 'fine',
      'https://例え.テスト/': 'fine',
      'https://a.example./': 'fine',
      'https://a.example/?q=%ZZ': 'fine',
      'https://a.example:0/': 'invalid-url',
      'https://a.example:http/': 'invalid-url',
      'https://:80/': 'invalid-url',
      'https://a..example/': 'invalid-url',
      'https://256.1.1.1/': 'invalid-url',
      'https://a%ZZ.example/': 'invalid-url',
      'https://a.example|up': 'invalid-url',
      'https://a b.example/': 'invalid-url',
      'https://${HOST}/x': 'invalid-url',
      'https://https://a.example/': 'invalid-url',
      '\\\\\\\\server\\share': 'invalid-url',
    }))
})

describe('The words say what is wrong with an address', () => {
  const cases: Record<string, [message: string, hint: string]> = {
    'tel:': ['Unexpected `tel:` without a number, expected a telephone number', 'Write it as `tel:+33123456789`'],
    'mailto:%ZZ': ['Unexpected `%ZZ`, expected a mail address', 'A `%` that stands for itself is written `%25`'],
    'status:': [
      'Unexpected `status:` without an id, expected the id of a service or a probe',
      'Declare it in a `services.yaml`, or mend the id',
    ],
    'https://a.example|up': [
      'Unexpected `https://a.example|up`, expected a web address',
      'A `|` is no part of a host: put a space before it',
    ],
    'https://a.example:99999/': [
      'Unexpected `https://a.example:99999/`, expected a web address',
      'A port is a number from 1 to 65535',
    ],
    'https://:80/': ['Unexpected `https://:80/`, expected a web address', 'Write a host before the port'],
    'https://a..example/': [
      'Unexpected `https://a..example/`, expected a web address',
      'A host has a name between two points',
    ],
    'https://a%ZZ.example/': [
      'Unexpected `https://a%ZZ.example/`, expected a web address',
      'A `%` that stands for itself is written `%25`',
    ],
    '/planned/': [
      'Unexpected link to `/planned/`, expected a page that is not a draft',
      'Readers of the site cannot follow it before `draft` is taken away',
    ],
  }
  for (const [url, [message, hint]] of Object.entries(cases)) {
    test(url, async () => {
      const [only] = await findIn({ ...files, 'docs/erp/page.md': `# Page\n\n[link](<${url}>)\n` })
      expect([only?.message, only?.hint]).toStrictEqual([message, hint])
    })
  }

  test('a folder whose page is a draft is listed, and needs no other page', async () => {
    const written = {
      'docs/half/README.md': '---\ndraft: true\n---\n# Half\n',
      'docs/half/done.md': '# Done\n',
      'docs/page.md': '[half](half/)\n',
    }
    const [only] = await findIn(written)
    expect(only?.hint).toBe('Its `README.md` is a draft: the site lists what is in it')
  })
})

describe('A page that is special', () => {
  const draft = '---\ndraft: true\n---\n# Draft\n'
  const codes = async (written: Record<string, string>) => (await findIn(written)).map(({ code }) => code)

  test('a draft may link to drafts, and to itself', async () => {
    const written = {
      'docs/one.md': `${draft}[b](two.md) [c](#draft) [d](one.md)\n`,
      'docs/two.md': draft,
      'docs/README.md': '',
    }
    expect(await codes(written)).toStrictEqual([])
  })

  test('a page whose MDX cannot be read may have any anchor', async () => {
    expect(await codes({ 'docs/one.md': '[b](two.mdx#any)\n', 'docs/two.mdx': '# Any\n\n<b\n' })).toStrictEqual([])
  })

  test('a page with components may have anchors that nobody sees', async () => {
    const [found] = await findIn({ 'docs/one.md': '[b](two.mdx#any)\n', 'docs/two.mdx': '# Two\n' })
    expect([found?.code, found?.severity]).toStrictEqual(['links/missing-anchor', 'warning'])
  })

  test('what is missing is told with its path in the repository, for what compares two states of it', async () => {
    const found = await findIn({
      'docs/erp/one.md': '[b](gone-for-good.md#x) [c](#gone:~:text=y) [d](../../none.yaml)\n',
    })
    expect(found.map(({ target }) => target)).toStrictEqual([
      { file: 'docs/erp/gone-for-good.md', anchor: 'x' },
      { file: 'docs/erp/one.md', anchor: 'gone' },
      { file: 'none.yaml' },
    ])
  })
})
