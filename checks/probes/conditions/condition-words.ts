/** What other monitors and other languages call a name or a function of conditions. */
const names: Readonly<Record<string, readonly string[]>> = {
  addresses: ['answers'],
  cert: ['certificate'],
  code: ['status', 'rcode'],
  content: ['body', 'received'],
  data: ['json', 'received'],
  ips: ['answers'],
  latency: ['duration'],
  records: ['answers'],
  response: ['body', 'received', 'answers'],
  response_time: ['duration'],
  statuscode: ['status'],
  status_code: ['status'],
  text: ['body', 'received'],
  time: ['duration'],
}

const functions: Readonly<Record<string, string>> = {
  any: 'exists',
  every: 'all',
  includes: 'contains',
  len: 'size',
  length: 'size',
  lower: 'lowerAscii',
  match: 'matches',
  some: 'exists',
  test: 'matches',
  toLowerCase: 'lowerAscii',
  toUpperCase: 'upperAscii',
  upper: 'upperAscii',
}

/** The name that is known here for what was written, when it is called so elsewhere. */
export function nameMeant(written: string, known: readonly string[]): string | undefined {
  const word = written.toLowerCase()
  const meant = Object.hasOwn(names, word) ? (names[word] ?? []) : []
  return [word, ...meant].find((name) => known.includes(name))
}

/** The same of a function. */
export function functionMeant(written: string): string | undefined {
  return Object.hasOwn(functions, written) ? functions[written] : undefined
}
