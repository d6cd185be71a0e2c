import { describe, expect, test } from 'vitest'
import { diagramLabels } from '../../../src/site/search/diagram-labels.ts'

describe('A diagram’s labels are read from its source', () => {
  const cases: [what: string, source: string, labels: string[]][] = [
    [
      'a flowchart',
      'flowchart LR\n  A[Till] --> B{Is it up?}\n  B -- yes --> C["Sell <br/> things"]\n  B -->|no| D((Call))\n  style A fill:#fff',
      ['Till', 'Is it up?', 'yes', 'Sell things', 'no', 'Call'].sort(),
    ],
    [
      'a sequence',
      'sequenceDiagram\n  participant A as Shop till\n  A->>B: Asks for the price\n  Note over A,B: Only by day',
      ['Asks for the price', 'Only by day', 'Shop till'],
    ],
    ['a state', 'stateDiagram-v2\n  idle --> busy : a guest comes', ['a guest comes']],
    ['nothing but syntax', 'flowchart TD\n  %% [hidden]\n  a --> b\n  click a "https://example.org"', []],
  ]
  for (const [what, source, labels] of cases)
    test(what, () => expect(diagramLabels(source).labels.toSorted()).toStrictEqual(labels))

  test('with what it is called', () => {
    expect(diagramLabels('flowchart LR\n  accTitle: How a sale goes\n  a --> b').caption).toBe('How a sale goes')
    expect(diagramLabels('pie title Sales\n  "tea" : 3')).toStrictEqual({ labels: ['tea'] })
    expect(diagramLabels('gantt\n  title The move\n  section Packing').caption).toBe('The move')
  })
})
