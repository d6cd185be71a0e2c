import { globSync, readFileSync } from 'node:fs'
import { assert, expect, test } from 'vitest'
import { contentSecurityPolicy, frameContentSecurityPolicy } from '../../src/site/contract/content-security-policy.ts'

/** A policy as a recipe shows it, in a header of HTTP or of nginx. */
const policies = /Content-Security-Policy:? "?(default-src [^"\n]+)/g

test('every policy that the manual shows is the one that the pages are made for', () => {
  const shown = globSync('guidebooks/waymark/publish/*.md').flatMap((file) =>
    Array.from(readFileSync(file, 'utf8').matchAll(policies), ([, policy]) => [file, policy] as const),
  )
  for (const [file, policy] of shown)
    assert.ok(policy === contentSecurityPolicy || policy === frameContentSecurityPolicy, `${file}: ${policy}`)
  expect(shown.filter(([, policy]) => policy === contentSecurityPolicy).length).toBe(5)
  expect(shown.filter(([, policy]) => policy === frameContentSecurityPolicy).length).toBe(2)
})
