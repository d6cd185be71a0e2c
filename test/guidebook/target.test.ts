import { describe, expect, test } from 'vitest'
import { resolve } from '../../src/guidebook/paths/target.ts'
import { brief, from, holds, world } from './target-world.ts'

describe('A relative link leads', () => {
  describe('to pages', () =>
    holds([
      ['operations.md', 'page erp/operations.md'],
      ['./operations.md#backup', 'page erp/operations.md #backup'],
      ['README.md', 'page erp/README.md'],
      ['../README.md', 'page README.md'],
      ['../odoo/index.md#a%20b', 'page odoo/index.md #a%20b'],
      ['../erp/./no-page/../operations.md', 'page erp/operations.md'],
      ['no-page/deep.md', 'page erp/no-page/deep.md'],
      ['two%20words.md', 'page erp/two words.md'],
      ['two words.md', 'page erp/two words.md'],
      ['%6Fperations.md', 'page erp/operations.md'],
      ['%C3%A9t%C3%A9.md', 'page erp/été.md'],
      ['operations.md?plain=1#L3', 'page erp/operations.md #L3'],
      ['operations.md?a?b', 'page erp/operations.md'],
      ['operations.md#a#b?c', 'page erp/operations.md #a#b?c'],
      ['operations.md#', 'page erp/operations.md #'],
      ['c%23.md', 'page erp/c#.md'],
      ['what%3F.md', 'page erp/what?.md'],
      ['  operations.md\n', 'page erp/operations.md'],
      ['oper\nations.md', 'page erp/operations.md'],
    ]))

  describe('to the page itself', () =>
    holds([
      ['#backup', 'page erp/operations.md #backup'],
      ['#', 'page erp/operations.md #'],
      ['?plain=1', 'page erp/operations.md'],
      ['?a#b', 'page erp/operations.md #b'],
    ]))

  describe('to folders, with or without a page', () =>
    holds([
      ['.', 'page erp/README.md'],
      ['./', 'page erp/README.md'],
      ['..', 'page README.md'],
      ['../', 'page README.md'],
      ['../odoo', 'page odoo/index.md'],
      ['../odoo/', 'page odoo/index.md'],
      ['../odoo/#x', 'page odoo/index.md #x'],
      ['no-page', 'folder erp/no-page'],
      ['no-page/', 'folder erp/no-page'],
      ['no-page/#x', 'folder erp/no-page #x'],
    ]))

  describe('to other files', () =>
    holds([
      ['diagram.png', 'file erp/diagram.png'],
      ['diagram.png?raw=true', 'file erp/diagram.png'],
      ['a%20b.svg', 'file erp/a b.svg'],
      ['../services.yaml', 'file services.yaml'],
      ['../..odd', 'file ..odd'],
    ]))

  describe('to drafts, which are not shown', () =>
    holds([
      ['draft.md', 'draft erp/draft.md'],
      ['draft.md#x', 'draft erp/draft.md #x'],
    ]))

  describe('to what is not there', () =>
    holds([
      ['oprations.md', 'missing erp/oprations.md'],
      ['operations', 'missing erp/operations'],
      ['operations.md/', 'missing erp/operations.md'],
      ['diagram.png/', 'missing erp/diagram.png'],
      ['Operations.md', 'missing erp/Operations.md'],
      ['nowhere/', 'missing erp/nowhere'],
      ['a%00b.md', 'missing erp/a%00b.md'],
      ['..\\README.md', 'missing erp/..\\README.md'],
    ]))

  describe('to nothing', () =>
    holds([
      ['', 'empty'],
      [' \t\n', 'empty'],
      ['\u0000', 'empty'],
    ]))
})

describe('A name is taken as it is written before it is decoded', () => {
  holds([
    ['100%25.md', 'page erp/100%25.md'],
    ['100%2525.md', 'page erp/100%25.md'],
    ['100%.txt', 'file erp/100%.txt'],
    ['100%25.txt', 'file erp/100%.txt'],
    ['100%zz.md', 'missing erp/100%zz.md'],
    ['%E0%A4%A', 'missing erp/%E0%A4%A'],
    ['%', 'missing erp/%'],
  ])
})

describe('A link that leaves the root', () => {
  describe('leads into the repository', () =>
    holds([
      ['../../values.yaml', 'repository docs/values.yaml'],
      ['../../../chart/values.yaml#L3', 'repository chart/values.yaml #L3'],
      ['../../../chart/', 'repository chart'],
      ['../../../chart/my%20values.yaml', 'repository chart/my values.yaml'],
      ['../../../100%.yaml', 'repository 100%.yaml'],
      ['../../..', 'repository'],
      ['..%2F..%2Fvalues.yaml', 'repository docs/values.yaml'],
    ]))

  describe('and comes back leads to what it names', () =>
    holds([
      ['../../guidebooks/erp/README.md', 'page erp/README.md'],
      ['../../../docs/guidebooks/', 'page README.md'],
      ['../../../docs/guidebooks/erp/no-page/', 'folder erp/no-page'],
      ['../../../docs/guidebooks/erp/nowhere.md', 'missing erp/nowhere.md'],
      ['../../guidebooks-old/README.md', 'repository docs/guidebooks-old/README.md'],
    ]))

  describe('and the repository leads nowhere', () =>
    holds([
      ['../../../../etc/passwd', 'beyond ../etc/passwd'],
      ['..%2f..%2f..%2f..%2fetc%2fpasswd', 'beyond ../etc/passwd'],
      ['%2e%2e/%2e%2e/%2e%2e/%2e%2e/x', 'beyond ../x'],
      ['../../../..', 'beyond ..'],
    ]))

  test('where the root is the repository, all above is beyond', () => {
    const alone = world('')
    const page = from('erp/operations.md')
    expect(brief(resolve(alone, page, '../../README.md'))).toBe('beyond ../README.md')
    expect(brief(resolve(alone, page, '../README.md'))).toBe('page README.md')
    expect(brief(resolve(alone, page, '/erp/nowhere.md'))).toBe('missing erp/nowhere.md')
  })
})

describe('An absolute path', () => {
  describe('is an address of the site', () =>
    holds([
      ['/', 'page README.md'],
      ['/erp/', 'page erp/README.md'],
      ['/erp', 'page erp/README.md'],
      ['/erp/operations/#x', 'page erp/operations.md #x'],
      ['/erp/operations', 'page erp/operations.md'],
      ['/erp/two-words/', 'page erp/two words.md'],
      ['/erp/%C3%A9t%C3%A9/', 'page erp/été.md'],
      ['/erp/no-page/', 'folder erp/no-page'],
      ['/erp//operations/', 'page erp/operations.md'],
    ]))

  describe('or a file from the root', () =>
    holds([
      ['/erp/operations.md', 'page erp/operations.md'],
      ['/erp/diagram.png', 'file erp/diagram.png'],
    ]))

  describe('or from the repository’s root, as forges read it', () =>
    holds([
      ['/docs/guidebooks/erp/operations.md', 'page erp/operations.md'],
      ['/docs/guidebooks/', 'page README.md'],
      ['/docs/guidebooks/erp/no-page/', 'folder erp/no-page'],
      ['/chart/values.yaml', 'repository chart/values.yaml'],
      ['/chart/my%20values.yaml', 'repository chart/my values.yaml'],
      ['/docs', 'repository docs'],
    ]))

  describe('does not climb above its root, as no browser does', () =>
    holds([
      ['/../erp/operations.md', 'page erp/operations.md'],
      ['/../../../../../../../../../../../../../../etc/passwd', 'repository etc/passwd'],
      ['/erp/../../odoo/', 'page odoo/index.md'],
    ]))

  describe('may begin with the base', () =>
    holds(
      [
        ['/handbook/', 'page README.md'],
        ['/handbook', 'page README.md'],
        ['/handbook/erp/operations/#x', 'page erp/operations.md #x'],
        ['/handbook/erp/diagram.png', 'file erp/diagram.png'],
        ['/erp/operations/', 'page erp/operations.md'],
        ['/handbooks/erp/', 'repository handbooks/erp'],
      ],
      '/handbook/',
    ))
})
