import { describe, expect, test } from 'vitest'
import { entriesOf, nameOfEntry } from '../../src/inventory/entry.ts'
import { read } from './reading.ts'

const base = {
  'app/base/kustomization.yaml': 'resources:\n  - deployment.yaml\n  - ns.yaml\n',
  'app/base/deployment.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: shop }\nspec: { template: { spec: { containers: [{ name: web, image: "shop:1.0" }] } } }\n',
  'app/base/ns.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: sales }\n',
}

/** Objects as `TYPE/NAME in NAMESPACE`, images as they run. */
async function told(files: Record<string, string>): Promise<string[]> {
  const { entries, problems } = await read(files)
  expect(problems).toStrictEqual([])
  const objects = entriesOf(entries, 'resource').map(
    (entry) => `${nameOfEntry(entry)}${entry.namespace === undefined ? '' : ` in ${entry.namespace}`}`,
  )
  return [...objects, ...entriesOf(entries, 'image').map((entry) => `${nameOfEntry(entry)} of ${entry.file}`)].sort()
}

describe('Objects are called as the kustomizations call them that take them', () => {
  test('by each overlay of a base: prefix, suffix, namespace, images', async () => {
    const overlays = {
      'app/prod/kustomization.yaml':
        'namespace: prod\nnamePrefix: eu-\nnameSuffix: -v2\nresources: [../base/]\nimages: [{ name: shop, newTag: "2.1" }]\n',
      'app/stage/kustomization.yaml': 'namespace: stage\nbases: [../base]\n',
    }
    expect(await told({ ...base, ...overlays })).toStrictEqual([
      'Deployment/eu-shop-v2 in prod',
      'Deployment/shop in stage',
      'Namespace/sales',
      'shop:1.0 of app/base/deployment.yaml',
      'shop:2.1 of app/prod/kustomization.yaml',
    ])
  })

  test('by one built on another: the innermost first, and the outermost namespace', async () => {
    const chain = {
      'app/mid/kustomization.yaml': 'namespace: mid\nnamePrefix: b-\nresources: [../base]\n',
      'app/top/kustomization.yaml':
        'namespace: top\nnamePrefix: a-\nresources: [../mid]\nimages: [{ name: shop, newName: new/shop }]\n',
    }
    expect(await told({ ...base, ...chain })).toStrictEqual([
      'Deployment/a-b-shop in top',
      'Namespace/sales',
      'new/shop:1.0 of app/top/kustomization.yaml',
    ])
  })

  test('a digest stands in place of the tag of the manifest', async () => {
    const pinned = (more: string) => ({
      'app/prod/kustomization.yaml': `resources: [../base]\nimages:\n  - { name: shop, ${more}digest: sha256:${'1'.repeat(64)} }\n`,
    })
    const images = async (more: string) =>
      (await told({ ...base, ...pinned(more) })).filter((line) => / of app\//.test(line))
    expect(await images('')).toStrictEqual(['shop of app/prod/kustomization.yaml'])
    expect(await images('newName: mirror/shop, ')).toStrictEqual(['mirror/shop of app/prod/kustomization.yaml'])
    expect(await images('newTag: "2.1", ')).toStrictEqual(['shop:2.1 of app/prod/kustomization.yaml'])
  })

  test('not where a component takes part, and not by a base elsewhere', async () => {
    const overlay = {
      'app/prod/kustomization.yaml':
        'namespace: prod\nnamePrefix: x-\ncomponents: [../c]\nresources: [../base, "https://github.com/a/b?ref=v1", ../../../out]\n',
    }
    expect(await told({ ...base, ...overlay })).toStrictEqual([
      'Deployment/shop',
      'Namespace/sales',
      'shop:1.0 of app/base/deployment.yaml',
    ])
  })

  test('those that go round, or take what is not there, cost nothing', async () => {
    const round = {
      'a/kustomization.yaml': 'namePrefix: a-\nresources: [../b, gone.yaml]\n',
      'b/kustomization.yaml': 'namePrefix: b-\nresources: [../a, d.yaml]\n',
      'b/d.yaml': base['app/base/deployment.yaml'],
    }
    expect(await told(round)).toStrictEqual(['Deployment/shop', 'shop:1.0 of b/d.yaml'])
  })

  test('overlays that multiply are bounded', async () => {
    const levels = Array.from({ length: 12 }, (_, level) =>
      Array.from({ length: 4 }, (__, at): [string, string] => {
        const below = Array.from({ length: 4 }, (___, other) => `../l${level + 1}-${other}`)
        return [
          `l${level}-${at}/kustomization.yaml`,
          `namePrefix: p${at}-\nresources: [${level === 11 ? '../d.yaml' : below.join(', ')}]\n`,
        ]
      }),
    )
    const files = { ...Object.fromEntries(levels.flat()), 'd.yaml': base['app/base/deployment.yaml'] }
    const { entries } = await read(files)
    expect(entriesOf(entries, 'resource').length).toBeLessThanOrEqual(100)
  })

  test('a `Kustomization` of Flux is an object as any other', async () => {
    const flux =
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: apps, namespace: flux }\nspec: { path: ./apps }\n'
    expect(await told({ 'clusters/apps.yaml': flux })).toStrictEqual(['Kustomization/apps in flux'])
  })
})
