/** A text as an author writes it in a label, and what its readers are to see. White space does not count. */
export interface LabelVariant {
  written: string
  wanted: string
}

const same = [
  'Plain words',
  'pods in <namespace> now',
  'a < b',
  'a > b',
  'p95 <200 ms',
  'List<String> x',
  'see <https://x.org> y',
  'if x<y and y>z',
  'C:\\new\\temp',
  'C:\\dir\\sub',
  '\\\\host\\new',
  'D:\\node\\x.js',
  '10% of',
  'PR #12 now',
  'C# x',
  'y #fff; x',
  '__init__.py',
  'a*b*c',
  '/var/*/log/*',
  'snake_case_name',
  'it’s x',
  'a & b',
  'costs $5 and $6',
  'a | b',
  '日本 x',
  '😀 x',
  'x@y z',
  'x = y',
  '~/x',
]

/** Texts with a line break or with the name of a sign, which are to be seen as what they stand for. */
const meant: [written: string, wanted: string][] = [
  ['Check Grafana:\\nRow 3', 'Check Grafana: Row 3'],
  ['C:\\nRow', 'C: Row'],
  ['one\\ntwo', 'one two'],
  ['one \\n two', 'one two'],
  ['one<br>two', 'one two'],
  ['one<br/>two', 'one two'],
  ['a &amp; b', 'a & b'],
  ['&lt;id&gt; x', '<id> x'],
  ['#lt;x#gt; y', '<x> y'],
  ['no #35;1', 'no #1'],
  ['y #9829; x', 'y ♥ x'],
]

export const labelVariants: readonly LabelVariant[] = [
  ...same.map((written) => ({ written, wanted: written })),
  ...meant.map(([written, wanted]) => ({ written, wanted })),
]

/** Texts that are no label in a place: what its language reads otherwise, and draws so that it can be seen. */
const others: readonly [place: RegExp, written: RegExp][] = [
  // A colon ends the text, and what follows is a datum of its own.
  [/^(?:gantt: task|journey: (?:task|person)|timeline: (?:period|event))$/, /:/],
  // It is long, and Mermaid breaks it with a hyphen.
  [/^sequence: (?:loop|else)$/, /https/],
  // Signs that mark an abstract or a static member, and a type.
  [/^class: me/, /[$*]$|\$/],
]

export function isLabel(place: string, written: string): boolean {
  return !others.some(([where, what]) => where.test(place) && what.test(written))
}
