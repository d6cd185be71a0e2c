import { describe, expect, it } from 'vitest'
import { checks } from '../../../checks/registry.ts'
import { checkFiles } from '../engine/project-files.ts'

/** What all checks find in a page, as `code message up to its comma`. */
async function told(text: string, page = 'README.md'): Promise<string[]> {
  const files = { 'waymark.yaml': 'mdx: true', 'guidebooks/README.md': '# Hub\n' }
  const found = await checkFiles({ ...files, [`guidebooks/${page}`]: `# Hub\n\n${text}\n` }, { checks })
  return found
    .filter(({ code }) => code !== 'structure/orphan' && code !== 'structure/duplicate-title')
    .map(({ code, message }) => `${code} ${message.replace(/, expected.*/s, '')}`)
}

const dropped = (what: string) => `structure/dropped-html Unexpected \`${what}`

describe('What the site leaves out is told once, and is no dead link', () => {
  const cases: [text: string, told: string[]][] = [
    ['<link rel="stylesheet" href="gone.css">', [dropped('<link>`')]],
    ['<video src="gone.mp4" poster="gone.png" controls></video>', [dropped('<video>`')]],
    [
      '<video>\n<source src="gone.mp4" type="video/mp4">\n<track src="gone.vtt">\n<a href="gone.mp4">Watch</a>\n</video>',
      [dropped('<video>`'), 'links/missing-file Unexpected link to `gone.mp4`'],
    ],
    ['<audio src="gone.mp3"></audio>', [dropped('<audio>`')]],
    ['<iframe src="gone.html"></iframe>', [dropped('<iframe>`')]],
    ['<svg><a href="gone.md">x</a></svg>', [dropped('<svg>`')]],
    ['<img src="https://a.example/b.png" srcset="gone.png 2x" alt="c">', [dropped('srcset` of `<img>`')]],
    [
      '<picture><source srcset="gone.png"><img src="https://a.example/b.png" alt="c"></picture>',
      ['links/missing-image Unexpected image `gone.png`'],
    ],
    ['<b src="gone.png" href="gone.md">x</b>', [dropped('src` of `<b>`'), dropped('href` of `<b>`')]],
  ]
  for (const [text, expected] of cases)
    it(text.replaceAll('\n', ''), async () => expect(await told(text)).toStrictEqual(expected))
})

describe('A film is not called an image', () => {
  it('in Markdown', async () =>
    expect(await told('![How](gone.mp4)')).toStrictEqual(['links/missing-file Unexpected link to `gone.mp4`']))

  it('in MDX, where it reaches the site', async () =>
    expect(await told('<video src="gone.mp4"></video>\n\n<img src="gone.png" />', 'film.mdx')).toStrictEqual([
      'links/missing-file Unexpected link to `gone.mp4`',
      'links/missing-image Unexpected image `gone.png`',
    ]))
})
