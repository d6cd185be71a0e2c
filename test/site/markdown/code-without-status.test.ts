import { describe, expect, test } from 'vitest'
import type { RenderContext } from '../../../src/site/markdown/render.ts'
import { renderPage } from '../../../src/site/markdown/render.ts'
import { bodyOf, plainContext } from './rendered-page.ts'

const status = { state: 'up', checkedAt: '2026-11-22T03:00:00.000Z' } as const
const context: RenderContext = {
  ...plainContext,
  askedBy: (code) => (code === 'GET /healthz' ? { id: 'till.healthz', status } : undefined),
  links: {
    ...plainContext.links,
    link: (url) => (url.startsWith('status:') ? { kind: 'status', id: 'till', status } : plainContext.links.link(url)),
  },
}
const count = (html: string, what: string) => html.split(what).length - 1

describe('Code that a probe asks has its state', () => {
  const cases: Record<string, [text: string, states: number]> = {
    'in a text': ['Ask `GET /healthz`.', 1],
    'in a table and in a list': ['- `GET /healthz`\n\n| a |\n| - |\n| `GET /healthz` |\n', 2],
    'but not in a heading': ['## Ask `GET /healthz`\n', 0],
    'not in a block': ['```\nGET /healthz\n```\n\n<pre><code>GET /healthz</code></pre>\n', 0],
    'not in the middle of a link': ['[how `GET /healthz` answers](a.md)', 0],
    'beside a link that is nothing else': ['[`GET /healthz`](a.md)', 1],
    'once where the link is to a state': ['[`GET /healthz`](status:till)', 1],
    'once in a longer link to a state': ['[the `GET /healthz`](status:till)', 1],
  }
  for (const [name, [text, states]] of Object.entries(cases)) {
    test(name, () => expect(count(bodyOf(text, context), '<waymark-status ')).toBe(states))
  }

  test('outside of the link, whose name stays what is written', () =>
    expect(bodyOf('[`GET /healthz`](https://example.org/)', context)).toMatch(
      /<waymark-status [^>]+><a [^>]+><code>GET \/healthz<\/code><\/a> <span class="status-sign">/,
    ))

  test('but not in the title of a page, which stands in searches and tabs', () =>
    expect(renderPage('# The `GET /healthz`\n', 'md', context).title).toBe('The <code>GET /healthz</code>'))

  test('and a heading is named by what is written', () =>
    expect(bodyOf('## Ask `GET /healthz`\n', context)).toMatch(/aria-label="Link to “Ask GET \/healthz”"/))
})
