import { expect, test } from 'vitest'
import { LinkChecker } from '../../../checks/links/link-checker.ts'
import { sourcesOf } from '../../../checks/links/source.ts'
import { writtenWorld } from './written-world.ts'

test('Addresses outside are collected once, with each place that names them', async () => {
  const clone = 'https://forge.example/o/erp/'
  const world = writtenWorld(
    {
      'docs/one.md': `[a](https://a.example/x#y) ![b](https://a.example/p.png) [c](${clone}x) [d](mailto:a@b.example)\n`,
      'docs/two.md':
        'https://a.example/x#y //not.one\n\n<img src="//a.example/q.png"> [e](http://) [f](https://skip.example/)\n',
    },
    { config: { checks: { links: { ignore: ['skip'], map: { [clone]: '../none' } } } } },
  )
  const judge = await LinkChecker.of(world)
  for (const source of sourcesOf(world)) for (const mention of source.mentions()) await judge.check(mention, source)
  expect(
    judge
      .addresses()
      .map(({ url, at }) => [
        url,
        ...at.map(({ file, place, isImage }) => `${file}:${place.line}:${place.column}${isImage ? ' image' : ''}`),
      ]),
  ).toStrictEqual([
    ['https://a.example/x#y', 'docs/one.md:1:1', 'docs/two.md:1:1'],
    ['https://a.example/p.png', 'docs/one.md:1:28 image'],
    ['https://a.example/q.png', 'docs/two.md:3:1 image'],
  ])
})
