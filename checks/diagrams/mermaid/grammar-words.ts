/** Words that may begin a statement of most types. */
const shared = ['title', 'accTitle', 'accDescr']

/**
 * The words of grammars that Mermaid lets nobody see while it runs: those of Langium and of Chevrotain. A test holds them
 * against the grammars in its build.
 */
export const grammarWords: Readonly<Record<string, readonly string[]>> = {
  architecture: ['align', 'column', 'group', 'junction', 'row', 'service', ...shared],
  cynefin: ['chaotic', 'clear', 'complex', 'complicated', 'confusion', ...shared],
  eventmodeling: [
    'command',
    'data',
    'entity',
    'event',
    'given',
    'note',
    'processor',
    'readmodel',
    'resetframe',
    'then',
    'timeframe',
    'when',
  ],
  gitGraph: [
    'branch',
    'checkout',
    'cherry-pick',
    'commit',
    'merge',
    'switch',
    'HIGHLIGHT',
    'NORMAL',
    'REVERSE',
    ...shared,
  ],
  packet: shared,
  pie: ['showData', ...shared],
  radar: ['axis', 'circle', 'curve', 'graticule', 'max', 'min', 'polygon', 'showLegend', 'ticks', ...shared],
  railroad: [
    'choice',
    'nonterminal',
    'oneOrMore',
    'optional',
    'sequence',
    'special',
    'terminal',
    'zeroOrMore',
    ...shared,
  ],
  railroadAbnf: shared,
  railroadEbnf: shared,
  railroadPeg: shared,
  treemap: ['classDef', ...shared],
  treeView: shared,
  usecase: [
    'actor',
    'class',
    'classDef',
    'direction',
    'end',
    'extend',
    'for',
    'include',
    'json',
    'note',
    'style',
    'systemBoundary',
    ...shared,
  ],
  wardley: [
    'accelerator',
    'anchor',
    'annotation',
    'annotations',
    'build',
    'buy',
    'component',
    'deaccelerator',
    'evolution',
    'evolve',
    'inertia',
    'label',
    'market',
    'note',
    'outsource',
    'pipeline',
    'size',
    ...shared,
  ],
}

/** The words in the patterns of a lexer of Jison; some are of no statement. */
export function lexerWords(rules: readonly RegExp[]): string[] {
  const found = rules.flatMap(({ source }) =>
    [
      ...source
        .replace(/\[(?:\\.|[^\]\\])*\]/g, ' ')
        .replace(/\\u[\da-f]{4}|\\[^-]/gi, ' ')
        .replaceAll('\\-', '-')
        .matchAll(/[A-Za-z][\w-]*\w/g),
    ].map(([word]) => word),
  )
  return [...new Set([...found.filter((word) => /[a-z]{2}/.test(word)), ...shared])]
}
