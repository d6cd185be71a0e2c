/** Parts of the names of keys that are not called as they are written. Source: pymdownx's `keymap_db.py`. */
const labels: Readonly<Record<string, string>> = {
  add: 'Num +',
  altgr: 'AltGr',
  apps: 'Menu',
  backslash: '\\',
  bar: '|',
  bksp: 'Backspace',
  bktab: 'Back Tab',
  clr: 'Clear',
  cmd: 'Cmd',
  colon: ':',
  comma: ',',
  command: 'Cmd',
  control: 'Ctrl',
  cplk: 'Caps Lock',
  ctrl: 'Ctrl',
  del: 'Del',
  delete: 'Del',
  equal: '=',
  esc: 'Esc',
  escape: 'Esc',
  exclam: '!',
  fn: 'Fn',
  function: 'Fn',
  grave: '`',
  greater: '>',
  gt: '>',
  hyphen: '-',
  ins: 'Ins',
  insert: 'Ins',
  less: '<',
  lt: '<',
  minus: '-',
  opt: 'Option',
  period: '.',
  pipe: '|',
  plus: '+',
  prtsc: 'Print Screen',
  question: '?',
  return: 'Enter',
  semicolon: ';',
  slash: '/',
  spc: 'Space',
  tilde: '~',
  underscore: '_',
  win: 'Win',
  windows: 'Win',
}

/** Names of more than one word that are none of their words. */
const compounds: Readonly<Record<string, string>> = {
  'alt-graph': 'AltGr',
  'context-menu': 'Menu',
  'arrow-up': 'Up',
  'arrow-down': 'Down',
  'arrow-left': 'Left',
  'arrow-right': 'Right',
  'brace-left': '{',
  'brace-right': '}',
  'bracket-left': '[',
  'bracket-right': ']',
  'double-quote': '"',
  'single-quote': "'",
  'pg-up': 'Page Up',
  'pg-dn': 'Page Down',
  'page-dn': 'Page Down',
}

/** What stands on a key that pages name so: `ctrl` → `Ctrl`, `page-up` → `Page Up`, `"My key"` → `My key`. */
export function keyLabel(name: string): string {
  if (name.startsWith('"')) return name.slice(1, -1)
  const key = name.toLowerCase().replaceAll('_', '-')
  if (Object.hasOwn(compounds, key)) return compounds[key] ?? name
  return key
    .split('-')
    .map((word) => (Object.hasOwn(labels, word) ? labels[word] : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ')
}
