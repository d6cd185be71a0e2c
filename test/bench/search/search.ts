import path from 'node:path'
import type { Browser } from 'playwright-core'
import type { Benchmark, Context } from '../benchmark.ts'
import { launchBrowser } from '../browser.ts'
import type { Figure } from '../figure.ts'
import { median, spread } from '../sample.ts'
import { serve } from '../server.ts'
import { build, workplace } from '../waymark.ts'
import { ask, type FirstResult, firstResult, openSearch } from './dialog.ts'
import { type Queries, type Query, readQueries } from './queries.ts'
import { dialectTree, exampleTree, generatedTree, type Tree } from './trees.ts'

/** Of 1,000 pages and of 6,000: milliseconds and kilobytes until the first result. */
const budgets = { small: { ms: 300, kilobytes: 150 }, large: { ms: 700, kilobytes: 400 } }
/** Each with a browser that knows nothing of the site. */
const openings = 7
/** Seconds; 6,000 pages take a minute on a quiet machine. */
const buildLimit = 900

/** The example guidebooks, pages of another generator, and 1,000 generated ones. */
export const searchBenchmark: Benchmark = (context) =>
  measureTrees(context, [
    { tree: exampleTree() },
    { tree: dialectTree },
    { tree: generatedTree(1000), budget: budgets.small },
  ])

/** 6,000 generated pages. */
export const searchLargeBenchmark: Benchmark = (context) =>
  measureTrees(context, [{ tree: generatedTree(6000), budget: budgets.large }])

interface Measured {
  tree: Tree
  /** What the first result may take, where that is judged. */
  budget?: { ms: number; kilobytes: number }
}

async function measureTrees(context: Context, trees: readonly Measured[]): Promise<Figure[]> {
  await using browser = await launchBrowser()
  const figures: Figure[] = []
  for (const [index, { tree, budget }] of trees.entries()) {
    context.signal.throwIfAborted()
    const place = workplace(path.join(context.folder, String(index)))
    tree.write(place.root)
    context.say(`search: ${tree.name}, building`)
    await build(place, context.signal, buildLimit)
    await using server = await serve(place)
    const queries = await readQueries(place.root)
    context.say(`search: ${tree.name}, asking`)
    figures.push(...(await measureRanking(browser, server.origin, tree, queries)))
    if (budget) figures.push(...(await measureFirstResult(browser, server.origin, tree, queries, budget)))
  }
  return figures
}

/** How much is not among the first: a figure has a most that it may be. */
async function measureRanking(browser: Browser, origin: string, tree: Tree, queries: Queries): Promise<Figure[]> {
  const page = await openSearch(browser, origin)
  const of = `of ${queries.pages} pages`
  const figure = async (name: string, asked: readonly Query[], first: number, budget: number, tells: boolean) => {
    const found = await ask(
      page,
      asked.map(({ words }) => words),
    )
    const missed = asked.filter(
      ({ wanted }, at) => !found[at]?.slice(0, first).some((address) => wanted.includes(address)),
    )
    const told = missed.slice(0, 8).map(({ words }) => `“${words}”`)
    return {
      name: `search ${tree.name}: ${name}`,
      value: asked.length === 0 ? undefined : missed.length / asked.length,
      unit: 'ratio' as const,
      budget,
      conditions: `${missed.length} of ${asked.length}, ${of}${tells && told.length > 0 ? `: ${told.join(' ')}` : ''}`,
    }
  }
  const figures = [
    await figure('file name, not first', queries.files, 1, 0, true),
    await figure('title, not first', queries.titles, 1, 0, true),
    await figure('file name with a slip, not in first 3', queries.slips, 3, 0.05, true),
    await figure('heading, not in first 3', queries.headings, 3, 0.1, true),
  ]
  if (tree.questions) {
    const { open, heldOut } = tree.questions
    figures.push(await figure('questions, not in first 3', queries.asked(open), 3, 0.15, true))
    // Not which: nothing is to be tuned by them.
    figures.push(await figure('held-out questions, not in first 3', queries.asked(heldOut), 3, 0.15, false))
  }
  await page.close()
  return figures
}

async function measureFirstResult(
  browser: Browser,
  origin: string,
  tree: Tree,
  queries: Queries,
  budget: { ms: number; kilobytes: number },
): Promise<Figure[]> {
  const figures: Figure[] = []
  // What the smallest index knows, and what others are loaded for.
  for (const [name, asked] of [
    ['a file name', queries.files],
    ['a heading', queries.headings],
  ] as const) {
    const results: FirstResult[] = []
    for (let opening = 0; opening < openings; opening++) {
      const { words } = asked[Math.floor((opening * asked.length) / openings)] ?? { words: 'restart' }
      results.push(await firstResult(browser, origin, words))
    }
    const times = results.map(({ ms }) => ms)
    const sizes = results.map(({ bytes }) => bytes / 1000)
    const requests = Math.max(...results.map((result) => result.requests))
    const chromium = `Chromium ${browser.version()}, nothing kept`
    figures.push(
      {
        name: `search ${tree.name}: first result of ${name}`,
        value: median(times),
        unit: 'ms',
        budget: budget.ms,
        conditions: `from the key that opens search, ${chromium}, median of ${openings}: ${spread(times, 0)}`,
      },
      {
        name: `search ${tree.name}: loaded for it`,
        value: Math.max(...sizes),
        unit: 'KB',
        budget: budget.kilobytes,
        conditions: `bodies with gzip, the code of search among them, most of ${openings}: ${spread(sizes, 1)}, ${requests} requests`,
      },
    )
  }
  return figures
}
