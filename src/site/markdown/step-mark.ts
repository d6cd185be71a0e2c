import type { Element, Properties } from 'hast'
import type { Schema } from 'hast-util-sanitize'
import type { Root } from 'mdast'
import { findSteps, type PageOfSteps } from '../../guidebook/parts/step.ts'

const key = /^[0-9a-f]{16}(?:-\d{1,3})?$/

type Attributes = NonNullable<NonNullable<Schema['attributes']>[string]>

const own: Attributes = [
  ['dataStep', key],
  ['dataWithin', key],
  ['dataChoice', ''],
]

/** What says of an element that it is a step, on its way to where it is shown. */
export function stepAttributes({ attributes }: Schema): Record<string, Attributes> {
  const names = ['li', 'code', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']
  return Object.fromEntries(names.map((name) => [name, [...(attributes?.[name] ?? []), ...own]]))
}

/** Marks the steps of a page for the script of runs. Changes the tree; returns how many there are. */
export function markSteps(tree: Root, page: PageOfSteps | undefined): number {
  const steps = page ? findSteps(tree, page) : []
  for (const { node, step } of steps) {
    const hProperties: Properties = {
      dataStep: step.key,
      ...(step.within !== undefined && { dataWithin: step.within }),
      ...(step.isChoice && { dataChoice: '' }),
    }
    node.data = { ...node.data, hProperties }
  }
  return steps.length
}

/** The marks of a block of code, for what it is shown as. */
export function stepProperties({ properties: { dataStep } }: Element): Properties {
  return dataStep === undefined || dataStep === null ? {} : { dataStep }
}
