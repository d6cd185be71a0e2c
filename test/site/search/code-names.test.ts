import { describe, expect, test } from 'vitest'
import { codeNames } from '../../../src/site/search/code-names.ts'

describe('Names in code', () => {
  const cases: [code: string, names: string[]][] = [
    ['kubectl delete pod --force --grace-period=0', ['--force', '--grace-period']],
    ['pg_dump -Fc "$DB" > /tmp/db.dump', ['pg_dump', '-Fc', '/tmp/db.dump']],
    ['curl -s https://user:word@shop.example.org:8443/healthz?x=1', ['shop.example.org:8443', '/healthz']],
    ['ping 10.0.0.7', ['10.0.0.7']],
    ['a.b.c', ['a.b.c']],
    ['oc get pods', []],
    ['- alert: KubePodCrashLooping\n  expr: up == 0', ['KubePodCrashLooping']],
    ['ALERTS{alertname="DiskFull"}', ['DiskFull']],
    ['replicas: 3', []],
    [`${'x'.repeat(90)}_y`, []],
  ]
  for (const [code, names] of cases)
    test(code.slice(0, 60), () => expect(codeNames(code).map(({ name }) => name)).toStrictEqual(names))

  test('have their kinds', () => {
    const kinds = Object.fromEntries(
      codeNames('alert: DiskFull\nhttps://a.example.org/x/y db.internal.example.org values.prod.yaml').map(
        ({ name, kind }) => [name, kind],
      ),
    )
    expect(kinds).toStrictEqual({
      DiskFull: 'alert',
      'a.example.org': 'host',
      '/x/y': 'identifier',
      'db.internal.example.org': 'host',
      'values.prod.yaml': 'identifier',
    })
  })
})
