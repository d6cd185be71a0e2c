import { describe, expect, test } from 'vitest'
import { anchorsToFind } from '../../../../checks/links/external/fetch/page-anchors.ts'
import { serveHttp } from '../../../network/servers.ts'
import { tell } from './linked-page.ts'

const text = 'Some words that readers see. '.repeat(20)

const pages: Record<string, [string, string]> = {
  '/plain': ['text/html; charset=utf-8', `<h1 id="Intro">I</h1><p>${text}<a name=part></a><h2 id="über uns">Ü</h2>`],
  '/forge': ['text/html', `<h2>Install</h2><a id="user-content-install" href="#install"></a>${text}`],
  '/skip': ['text/html', `<a id=skip href=#x>Skip</a><h1>No ids</h1>${text}<script src=a.js></script>`],
  '/bare': ['text/html', `<h1>No ids</h1>${text}<script src=a.js></script>`],
  '/short': ['text/html', '<h1>No ids</h1><p id=part>A page without scripts</p>'],
  '/stub': ['text/html', '<meta http-equiv=Refresh content="0; url=/plain"><p id=part>It has moved</p>'],
  '/empty': ['text/html', '<html><body></body></html>'],
  '/app': ['text/html', '<h1 id=a>App</h1><div id=root></div><script src=app.js></script>'],
  '/script': ['text/html', `<h1 id=a>A</h1>${text}<script>const tabs = ["late", 'later']</script>`],
  '/blob': ['text/html', `<h1 id=a>A</h1>${text}<script data-target="react-app.embeddedData">{}</script>`],
  '/file.pdf': ['application/pdf', '<h1 id="a">'],
  '/xhtml': ['application/xhtml+xml', `<h1 id="a">A</h1>${text}`],
}

describe('A fragment in a page', () => {
  const cases: [string, boolean][] = [
    ['/plain#Intro', true],
    ['/plain#part', true],
    ['/plain#intro', false],
    ['/plain#%C3%BCber%20uns', true],
    ['/plain#missing', false],
    ['/plain#missing:~:text=words', false],
    ['/plain#:~:text=nothing', true],
    ['/plain#top', true],
    ['/plain#', true],
    ['/forge#install', true],
    ['/forge#Install', true],
    ['/forge#readme', true],
    ['/forge#install-1-ov-file', false],
    ['/forge#install-ov-file', true],
    ['/forge#missing', false],
    ['/bare#missing', true],
    ['/skip#skip', true],
    ['/skip#missing', true],
    ['/short#part', true],
    ['/short#missing', false],
    ['/stub#missing', true],
    ['/empty#missing', true],
    ['/app#missing', true],
    ['/script#late', true],
    ['/script#later', true],
    ['/script#tabs', false],
    ['/blob#missing', true],
    ['/file.pdf#missing', true],
    ['/xhtml#missing', false],
  ]
  for (const [path, isThere] of cases) {
    test(`${path}: ${isThere ? 'nothing is told' : 'missing'}`, async (t) => {
      const { at } = await serveHttp(t, (request, response) => {
        const [type = '', body = ''] = pages[request.url ?? ''] ?? []
        response.writeHead(200, { 'content-type': type }).end(body)
      })
      const hash = path.slice(path.indexOf('#'))
      const told = `missing-fragment: Unexpected fragment \`${hash}\` of \`http://${at}${path}\`, expected one that the page has`
      expect(await tell([`http://${at}${path}`])).toStrictEqual(isThere ? [] : [told])
    })
  }

  test('one page is asked once for all of its fragments', async (t) => {
    let asked = 0
    const { at } = await serveHttp(t, (_, response) => {
      asked++
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<h1 id=a>A</h1>${text}`)
    })
    const told = await tell(['#a', '#b', '#c', ''].map((hash) => `http://${at}/${hash}`))
    expect([told.length, asked]).toStrictEqual([2, 1])
  })
})

describe('Fragments that a page cannot be asked for', () => {
  const never =
    '#L10 #L10-L20 #l5 #n10 #lines-3:5 #!/state #/route #!a #t=30 #page=3 #issuecomment-1 #discussion_r5 #diff-0a1b #note_7 #readme'
  for (const hash of never.split(' ')) test(hash, () => expect(anchorsToFind(hash)).toStrictEqual([]))
  const judged = '#install #L #lines #notes #part-1 #a.b'
  for (const hash of judged.split(' '))
    test(`${hash} can be`, () => expect(anchorsToFind(hash)).toStrictEqual([hash.slice(1)]))
})
