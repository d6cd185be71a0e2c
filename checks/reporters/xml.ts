import { escapeMarkup } from '../../src/text/markup.ts'
import { printable } from '../../src/text/printable.ts'

/**
 * Untrusted text as one line of XML 1.0, in an attribute or between tags. U+FFFE and U+FFFF are no characters there. As
 * in `withoutCommands`, nothing in it is a command to a CI server.
 */
export function xmlText(text: string, longest?: number): string {
  return escapeMarkup(printable(text, longest).replace(/[\ufffe\uffff]/g, '\uFFFD'))
    .replaceAll("'", '&apos;')
    .replace(/^(\s*):(?=:)/, '$1&#58;')
    .replace(/##(?=\w{0,20}\[)/g, '#&#35;')
}
