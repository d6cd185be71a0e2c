import { expect, test } from 'vitest'
import { renderPage } from '../../../src/site/markdown/render.ts'
import { pageOf } from '../../guidebook/written-page.ts'
import { attribute, bodyOf, elementsOf, plainContext } from './rendered-page.ts'

function marked(text: string, file = 'runbooks/page.md') {
  const page = pageOf(text, file)
  const rendered = renderPage(page.text, 'md', { ...plainContext, steps: page }, page)
  const elements = elementsOf(rendered.body).filter((element) => attribute(element, 'data-step') !== undefined)
  return { page, rendered, elements }
}

test('the elements of steps carry their keys, and of parts and choices what they are', () => {
  const { page, rendered, elements } = marked(
    '# P\n\n1. If it is full, do it:\n   1. Copy it.\n   2. Drop it.\n2. If not, wait.\n\n## Step 1\n\na\n\n## Step 2\n\nb\n',
  )
  expect(rendered.steps).toBe(page.steps.length)
  expect(elements.map((element) => [element.tagName, attribute(element, 'data-step')])).toStrictEqual(
    page.steps.map(({ key, form }) => [form === 'item' ? 'li' : 'h2', key]),
  )
  expect(elements.map((element) => attribute(element, 'data-within'))).toStrictEqual(
    page.steps.map(({ within }) => within),
  )
  expect(elements.map((element) => attribute(element, 'data-choice'))).toStrictEqual([
    '',
    undefined,
    undefined,
    '',
    undefined,
    undefined,
  ])
})

test('a block of commands is marked as the figure that it is shown as', () => {
  const { page, elements } = marked('# P\n\n```sh\nls\n```\n\n```sh\ndf\n```\n')
  expect(elements.map((element) => [element.tagName, attribute(element, 'data-step')])).toStrictEqual(
    page.steps.map(({ key }) => ['figure', key]),
  )
})

test('a page without steps is as it was', () => {
  const text = '# P\n\n1. The left one\n2. The right one\n'
  expect(marked(text).rendered.body).toBe(bodyOf(text))
  expect(marked(text).rendered.steps).toBeUndefined()
})

test('what a page writes itself is a mark only where it is the form of one', () => {
  const html = bodyOf('<ul><li data-step="x" data-within="<b>">a</li><li data-choice="y">b</li></ul>')
  expect(html).not.toContain('data-')
})
