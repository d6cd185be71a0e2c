import fc from 'fast-check'

const surrogates = 0x800

/**
 * Any character of Unicode, as the unit of a string. The same as `unit: 'binary'`, which keeps a map of all million of them
 * for as long as its process runs.
 */
export const anyCharacter = fc
  .nat({ max: 0x10ffff - surrogates })
  .map((index) => String.fromCodePoint(index < 0xd800 ? index : index + surrogates))
