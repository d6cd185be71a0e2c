import { rename, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  contentSecurityPolicy,
  frameContentSecurityPolicy,
} from '../../../src/site/contract/content-security-policy.ts'
import { createApp } from '../../../src/status/server/app.ts'
import { builtFolder } from '../built-folder.ts'
import { files, long, site } from '../example-site.ts'

test('addresses answer with the files of the site', async (t) => {
  const { app } = await site(t)
  const cases: [string, number, string][] = [
    ['/', 200, '<h1>Guidebooks</h1>'],
    ['/?from=mail', 200, '<h1>Guidebooks</h1>'],
    ['/erp/', 200, '<h1>ERP</h1>'],
    ['/erp/operations/', 200, long],
    ['/erp/operations.md', 200, '# Operations'],
    ['/empty.txt', 200, ''],
    ['/two%20words/100%25/c%23.txt', 200, 'odd names'],
    ['/caf%C3%A9.txt', 200, 'composed'],
    ['/cafe%CC%81.txt', 200, 'composed'],
    ['/nai%CC%88ve.txt', 200, 'decomposed'],
    ['/na%C3%AFve.txt', 200, 'decomposed'],
    ['/.well-known/security.txt', 200, 'Contact: mailto:ops@example.org'],
    ['/404.html', 200, files['404.html']],
    ['/healthz', 200, 'ok'],
  ]
  for (const [path, status, body] of cases) {
    const response = await app.request(path)
    expect(response.status, path).toBe(status)
    expect(await response.text(), path).toBe(body)
  }
})

test('what is not there answers 404 with the page of the site', async (t) => {
  const { app } = await site(t)
  const cases = [
    '/nowhere',
    '/nowhere/',
    '/erp/operations.md/',
    '/index.html/x',
    '/folder-without-index',
    '/folder-without-index/',
    '//erp/',
    '/erp//operations/',
    '/.env',
    '/erp/.git/config',
    '/.well-known/.secret',
    '/_astro/old.css',
    `/${'x'.repeat(300)}`,
    '/%252e%252e/',
  ]
  for (const path of cases) {
    const response = await app.request(`http://localhost${path}`)
    expect(response.status, path).toBe(404)
    expect(response.headers.get('Cache-Control'), path).toBe('no-cache')
    expect(await response.text(), path).toBe(files['404.html'])
  }
})

test('a 404 is plain where the site has no page for it, and is never 304', async (t) => {
  const { app, dist } = await site(t)
  expect((await app.request('/nowhere', { headers: { 'If-None-Match': '*' } })).status).toBe(404)
  await rm(join(dist, '404.html'))
  const response = await app.request('/nowhere')
  expect([response.status, await response.text()]).toStrictEqual([404, 'Not found\n'])
})

test('a folder has one address', async (t) => {
  const { app } = await site(t)
  const cases: [string, string][] = [
    ['/erp', '/erp/'],
    ['/erp/operations', '/erp/operations/'],
    ['/erp/operations?q=a%20b', '/erp/operations/?q=a%20b'],
    ['/index.html', '/'],
    ['/erp/index.html', '/erp/'],
  ]
  for (const [path, location] of cases) {
    const response = await app.request(path)
    expect(response.status, path).toBe(308)
    expect(response.headers.get('Location'), path).toBe(location)
    expect(response.headers.get('Cache-Control'), path).toBe('no-cache')
  }
})

test('a site built for a base is served under it', async (t) => {
  const { app } = await site(t, '/sub/')
  const cases: [string, number, string | null][] = [
    ['/', 302, '/sub/'],
    ['/sub', 308, '/sub/'],
    ['/sub/', 200, null],
    ['/sub/erp', 308, '/sub/erp/'],
    ['/sub/erp/index.html', 308, '/sub/erp/'],
    ['/sub/index.html', 308, '/sub/'],
    ['/sub/erp/', 200, null],
    ['/sub/_astro/page.B4x1.css', 200, null],
    ['/erp/', 404, null],
    ['/subway/', 404, null],
    ['/healthz', 200, null],
  ]
  for (const [path, status, location] of cases) {
    const response = await app.request(path)
    expect(response.status, path).toBe(status)
    expect(response.headers.get('Location'), path).toBe(location)
  }
})

test('a link is followed inside the site and never out of it', async (t) => {
  const { app, dist } = await site(t)
  const outside = await builtFolder(t, { 'secret.txt': 'SECRET', 'index.html': 'SECRET' })
  const links: [string, string, number][] = [
    [join(outside, 'secret.txt'), 'out.txt', 404],
    [outside, 'out', 404],
    ['../../../../../../etc/passwd', 'passwd', 404],
    ['nowhere', 'broken', 404],
    ['loop', 'loop', 404],
    ['.env', 'env.txt', 404],
    ['empty.txt', 'inside.txt', 200],
  ]
  for (const [target, name, status] of links) {
    await symlink(target, join(dist, name))
    const response = await app.request(`/${name}`)
    expect(response.status, name).toBe(status)
    expect(await response.text(), name).not.toMatch(/SECRET|root:/)
  }
  expect((await app.request('/out/secret.txt')).status).toBe(404)
  expect((await app.request('/out/')).status).toBe(404)
})

test('the site may itself be a link, swapped by a deployment', async (t) => {
  const { dist, log } = await site(t)
  const folder = await builtFolder(t, { 'next/index.html': 'next' })
  await symlink(dist, join(folder, 'current'))
  const app = createApp({ dist: join(folder, 'current'), base: '/', log: (message) => log.push(message) })
  expect(await (await app.request('/')).text()).toBe('<h1>Guidebooks</h1>')
  await symlink(join(folder, 'next'), join(folder, 'new'))
  await rename(join(folder, 'new'), join(folder, 'current'))
  expect(await (await app.request('/')).text()).toBe('next')
})

test('only GET and HEAD are answered', async (t) => {
  const { app } = await site(t)
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    for (const path of ['/', '/nowhere', '/healthz']) {
      const response = await app.request(path, { method })
      expect(response.status, `${method} ${path}`).toBe(405)
      expect(response.headers.get('Allow'), `${method} ${path}`).toBe('GET, HEAD')
    }
  }
})

test('HEAD answers what GET answers, without the body', async (t) => {
  const { app } = await site(t)
  const headers = { 'Accept-Encoding': 'gzip' }
  for (const path of ['/', '/erp/operations/', '/erp', '/nowhere', '/healthz', '/search/en.pf_meta']) {
    const [get, head] = [await app.request(path, { headers }), await app.request(path, { method: 'HEAD', headers })]
    expect(head.status, path).toBe(get.status)
    expect([...head.headers], path).toStrictEqual([...get.headers])
    expect(await head.text(), path).toBe('')
  }
})

test('every answer carries the security headers', async (t) => {
  const { app } = await site(t)
  const requests: [string, RequestInit][] = [
    ['/', {}],
    ['/', { method: 'POST' }],
    ['/', { method: 'HEAD' }],
    ['/', { headers: { 'If-None-Match': '*' } }],
    ['/erp', {}],
    ['/nowhere', {}],
    ['/%00', {}],
    ['/healthz', {}],
    ['/_astro/page.B4x1.css', {}],
  ]
  for (const [path, init] of requests) {
    const { headers } = await app.request(path, init)
    expect(headers.get('Content-Security-Policy'), path).toBe(contentSecurityPolicy)
    expect(headers.get('X-Content-Type-Options'), path).toBe('nosniff')
    expect(headers.get('Referrer-Policy'), path).toBe('strict-origin')
    expect(headers.get('Cross-Origin-Opener-Policy'), path).toBe('same-origin')
    expect(headers.get('X-Frame-Options'), path).toBe('DENY')
  }
})

test('the document in which diagrams are drawn may be in a frame of the site itself, and nothing else may', async (t) => {
  const dist = await builtFolder(t, {
    '_waymark/drawing/frame.html': '<!doctype html>',
    '_waymark/drawing/frame.html.txt': 'text',
    'frame.html': '<!doctype html>',
  })
  for (const base of ['/', '/docs/', '/f%C3%BChrer%20%7Bx%7D/']) {
    const app = createApp({ dist, base, log: () => {} })
    const headersOf = async (path: string) => {
      const { headers, status } = await app.request(path)
      return [status, headers.get('Content-Security-Policy'), headers.get('X-Frame-Options')]
    }
    expect(await headersOf(`${base}_waymark/drawing/frame.html`)).toStrictEqual([
      200,
      frameContentSecurityPolicy,
      'SAMEORIGIN',
    ])
    for (const path of ['frame.html', '_waymark/drawing/frame.html.txt'])
      expect(await headersOf(base + path), base + path).toStrictEqual([200, contentSecurityPolicy, 'DENY'])
  }
  expect(contentSecurityPolicy).toMatch(/; frame-ancestors 'none'$/)
  expect(frameContentSecurityPolicy).toMatch(/^default-src 'none'; .*; frame-ancestors 'self'$/)
})

test('a fault of the server answers 500 and is logged, without its reason in the answer', async () => {
  const log: string[] = []
  // No file system takes a name with NUL: the fault that even root gets.
  const app = createApp({ dist: 'dist\0', base: '/', log: (message) => log.push(message) })
  const response = await app.request('/erp/')
  expect([response.status, await response.text()]).toStrictEqual([500, 'Internal server error\n'])
  expect(response.headers.get('Content-Security-Policy')).toBe(contentSecurityPolicy)
  expect(log.join('\n')).toMatch(/^GET \/erp\/: .*null bytes/)
})
