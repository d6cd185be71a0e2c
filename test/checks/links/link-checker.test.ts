import { expect, test } from 'vitest'
import { LinkChecker } from '../../../checks/links/link-checker.ts'
import { isImage } from '../../../checks/links/mention.ts'
import { linkSources } from '../../../checks/links/source.ts'
import { writtenInput } from './written-input.ts'

test('Addresses outside are collected once, with each place that names them', async () => {
  const clone = 'https://forge.example/o/erp/'
  const input = writtenInput(
    {
      'docs/one.md': `[a](https://a.example/x#y) ![b](https://a.example/p.png) [c](${clone}x) [d](mailto:a@b.example)\n`,
      'docs/two.md':
        'https://a.example/x#y //not.one\n\n<img src="//a.example/q.png"> [e](http://) [f](https://skip.example/)\n',
    },
    { config: { checks: { links: { ignore: ['skip'], map: { [clone]: '../none' } } } } },
  )
  const checker = await LinkChecker.of(input)
  for (const source of linkSources(input)) for (const mention of source.mentions()) await checker.check(mention, source)
  expect(
    checker
      .externalLinks()
      .map(({ url, mentions }) => [
        url,
        ...mentions.map(
          ({ file, mention }) => `${file}:${mention.line}:${mention.column}${isImage(mention) ? ' image' : ''}`,
        ),
      ]),
  ).toStrictEqual([
    ['https://a.example/x#y', 'docs/one.md:1:1', 'docs/two.md:1:1'],
    ['https://a.example/p.png', 'docs/one.md:1:28 image'],
    ['https://a.example/q.png', 'docs/two.md:3:1 image'],
  ])
})
