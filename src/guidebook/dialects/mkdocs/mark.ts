import type { PhrasingContent } from 'mdast'
import type { Styled } from '../block.ts'
import type { Finder, Piece } from '../split-text.ts'
import { keyLabel } from './key.ts'

type Element = Styled['data']['hName']

/** What stands around words to make them stand out. */
interface Mark {
  sign: string
  element: Element
  /** Whether words may stand apart in it; `H~2~O` has none. */
  holdsSpace: boolean
}

export const highlight: Mark = { sign: '==', element: 'mark', holdsSpace: true }
export const inserted: Mark = { sign: '^^', element: 'ins', holdsSpace: true }
export const superscript: Mark = { sign: '^', element: 'sup', holdsSpace: false }

/** Marks between which words stand. Each sign is one step: what closes an open one does, and all else is words. */
export function markFinder({ sign, element, holdsSpace }: Mark): Finder {
  const char = sign.charAt(0)
  const runs = new RegExp(`\\${char}+${holdsSpace ? '' : '|\\s+'}`, 'g')
  return function* (words): Iterable<Piece> {
    let open: number | undefined
    for (const { 0: run, index } of words.includes(sign) ? words.matchAll(runs) : []) {
      if (run !== sign) {
        if (!holdsSpace) open = undefined
        continue
      }
      const end = index + sign.length
      const [before, after] = [words.charAt(index - 1), words.charAt(end)]
      // `a==b` is a comparison; a power or an index touches its word.
      const isApart = !holdsSpace || !/[\p{L}\p{N}]/u.test(open === undefined ? before : after)
      if (open !== undefined && !/\s|^$/.test(before) && isApart) {
        yield { start: open, end, inner: { start: open + sign.length, end: index }, make: styled(element) }
        open = undefined
      } else if (open === undefined && !/\s|^$/.test(after) && isApart) open = index
    }
  }
}

function styled(hName: Element): Piece['make'] {
  return (children, position) => [{ type: 'styled', data: { hName }, children, position }]
}

/** `++ctrl+alt+del++`, `++"My key"++`. Source: pymdownx's `keys`. */
const keys = /(?<![\\+])\+\+((?:[\w-]{1,40}|"[^"+\n]{1,60}")(?:\+(?:[\w-]{1,40}|"[^"+\n]{1,60}")){0,9})\+\+(?!\+)/g

export const findKeys: Finder = function* (words) {
  for (const { 0: written, 1: names = '', index: start } of words.includes('++') ? words.matchAll(keys) : []) {
    const make: Piece['make'] = (_, position) =>
      names.split('+').flatMap((name, at): PhrasingContent[] => {
        const key: PhrasingContent = {
          type: 'styled',
          data: { hName: 'kbd' },
          children: [{ type: 'text', value: keyLabel(name), position }],
          position,
        }
        return at === 0 ? [key] : [{ type: 'text', value: '+', position }, key]
      })
    yield { start, end: start + written.length, make }
  }
}

/** Source: pymdownx's `critic`: `{++in++}`, `{--out--}`, `{==marked==}`, `{>>said<<}`. */
const changes = /\{(?:\+\+([^{}]{1,1000})\+\+|--([^{}]{1,1000})--|==([^{}]{1,1000})==|>>([^{}]{1,1000})<<)\}/g

export const findChanges: Finder = function* (words) {
  for (const match of words.includes('{') ? words.matchAll(changes) : []) {
    const [written, added, removed, marked] = match
    const start = match.index
    const end = start + written.length
    const inner = { start: start + 3, end: end - 3 }
    const make: Piece['make'] = (children, position) => {
      if (removed !== undefined) return [{ type: 'delete', children, position }]
      const hName = added !== undefined ? 'ins' : marked !== undefined ? 'mark' : 'small'
      return [{ type: 'styled', data: { hName }, children, position }]
    }
    yield { start, end, inner, make }
  }
}

/** `:material-check:`, with its attribute list. Source: Material for MkDocs. */
const icons =
  /(:(?:material|fontawesome|octicons|simple|custom|fontawesome-[a-z]+)-([\w-]{1,100}):)(?:\{[^{}\n]{0,200}\})?([ ]?)/g

/** What a reader would miss: an icon alone in a cell of a table says yes or no. */
const meaningful: readonly [RegExp, string][] = [
  [/(?:^|-)check(?:-|$)/, '✓'],
  [/(?:^|-)(?:close|cancel|times|xmark|x)(?:-|$)/, '✗'],
  [/(?:^|-)(?:alert|exclamation|warning)(?:-|$)/, '⚠'],
  [/(?:^|-)arrow-right(?:-|$)/, '→'],
  [/(?:^|-)arrow-left(?:-|$)/, '←'],
  [/(?:^|-)arrow-up(?:-|$)/, '↑'],
  [/(?:^|-)arrow-down(?:-|$)/, '↓'],
]

export const findIcons: Finder = function* (words) {
  for (const { 0: written, 2: name = '', 3: space = '', index } of words.matchAll(icons)) {
    const sign = meaningful.find(([pattern]) => pattern.test(name))?.[1]
    // No two spaces are left where one word was.
    const isLoose = sign === undefined && (index === 0 || /\s/.test(words.charAt(index - 1)))
    yield {
      start: index,
      end: index + written.length - (isLoose ? 0 : space.length),
      make: (_, position) => [
        {
          type: 'styled',
          data: { hName: 'span' },
          children: sign === undefined ? [] : [{ type: 'text', value: sign, position }],
          position,
        },
      ],
    }
  }
}

/** What is left of a template's language in a sentence: `{% if %}`. */
export const findTags: Finder = function* (words) {
  for (const { 0: written, 1: name = '', index: start } of words.matchAll(/\{%-?[ \t]*(\w{1,60})[^{}\n]{0,300}%\}/g)) {
    const value = `{% ${name} %}`
    yield { start, end: start + written.length, make: (_, position) => [{ type: 'unknownText', value, position }] }
  }
}

/** A function of a module, called in a sentence, where a plugin would run it: `{{ table(since='1.2') }}`. */
export const findCalls: Finder = function* (words) {
  for (const { 0: written, 1: name = '', index: start } of words.matchAll(
    /\{\{-?[ \t]{0,9}([A-Za-z_][\w.]{0,60})\([^{}\n]{0,500}\)[^{}\n]{0,100}\}\}/g,
  )) {
    const value = `${name}()`
    yield { start, end: start + written.length, make: (_, position) => [{ type: 'unknownText', value, position }] }
  }
}
