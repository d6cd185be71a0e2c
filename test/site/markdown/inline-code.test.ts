import { describe, expect, test } from 'vitest'
import { bodyOf } from './rendered-page.ts'

describe('Inline code is not broken after a hyphen', () => {
  const cases: Record<string, [text: string, html: string]> = {
    'short code as a whole': ['`--dry-run`', '<p><code class="short">--dry-run</code></p>'],
    'the words of longer code': [
      '`git push origin --force-with-lease`',
      '<p><code>git push origin <span class="short">--force-with-lease</span></code></p>',
    ],
    'the words of short code, so that a column of options can be narrow': [
      '`--root DIR`',
      '<p><code><span class="short">--root</span> DIR</code></p>',
    ],
    'but a word that no phone is wide enough for': [
      '`registry.example.org/platform/erp-web`',
      '<p><code>registry.example.org/platform/erp-web</code></p>',
    ],
    'and code without hyphens as it was': ['`kubectl get pods`', '<p><code>kubectl get pods</code></p>'],
  }
  for (const [name, [text, html]] of Object.entries(cases)) test(name, () => expect(bodyOf(text)).toBe(html))

  test('code of a block is as it was', () => {
    expect(bodyOf('    a --b\n')).toBe('<figure class="code"><pre><code>a --b</code></pre></figure>')
    expect(bodyOf('    kubectl get pods --all-namespaces x\n')).toContain(
      '<pre><code>kubectl get pods --all-namespaces x</code></pre></figure>',
    )
  })
})
