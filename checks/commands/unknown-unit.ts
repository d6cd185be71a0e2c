import { entriesOf } from '../../src/inventory/entry.ts'
import { quote } from '../../src/text/quote.ts'
import { suggestion } from '../../src/text/suggestion.ts'
import type { RawFinding } from '../check.ts'
import { type Commands, isPlaceholder } from './named-commands.ts'
import type { CommandRule } from './rule.ts'
import { unitName, unitsIn } from './unit-names.ts'

/** A machine has units that no repository declares, so it is asked for. */
export const unknownUnit = {
  code: 'commands/unknown-unit',
  severity: 'off',
  isOptIn: true,
  summary: 'A unit of systemd that the repository does not have',
  why: `
\`systemctl\`, \`journalctl -u\` or \`service\` names a unit, and the repository has units, but none of that name. Most of a machine's units come with its distribution, so this is off until \`checks.commands.severity\` turns it on; \`checks.commands.ignore\` names those that others bring. A unit that a page itself writes is known.
`,
  wrong: {
    'guidebooks/README.md': '# Shop\n\n```sh\nsystemctl restart shop-worker\n```\n',
    'units/shop-workers.service': '[Service]\nExecStart=/opt/shop/worker\n',
  },
  right: {
    'guidebooks/README.md': '# Shop\n\n```sh\nsystemctl restart shop-workers\n```\n',
    'units/shop-workers.service': '[Service]\nExecStart=/opt/shop/worker\n',
  },
  beside: {
    'waymark.yaml': 'checks:\n  commands:\n    severity: { unknown-unit: warning }\n    ignore: [docker, nginx]\n',
  },
  check: ({ inventory, pages, isIgnored }: Commands): RawFinding[] => {
    const units = entriesOf(inventory.entries, 'resource').filter(({ type }) => type === 'systemd unit')
    if (units.length === 0) return []
    const known = new Set(units.map(({ name }) => unitName(name)))
    for (const { page } of pages)
      for (const [, name = ''] of page.text.matchAll(/\/systemd\/(?:system|user)\/([\w@.:-]{1,200}\.\w+)/g))
        known.add(unitName(name))
    const plain = [...known].map((name) => name.replace(/\.service$/, ''))
    return pages.flatMap(({ file, commands, isExcused }) =>
      commands.flatMap((command): RawFinding[] =>
        (command.isElsewhere ? [] : unitsIn(command)).flatMap((word): RawFinding[] => {
          const { value, isOpen, line, column, endLine, endColumn } = word
          if (isOpen || !/^[\w@.:\\-]{2,}$/.test(value) || known.has(unitName(value)) || isPlaceholder(value)) return []
          if (isIgnored(value) || isIgnored(unitName(value)) || isExcused(word, command.isFenced)) return []
          return [
            {
              code: unknownUnit.code,
              message: `Unexpected unit ${quote(value)}, expected one that the repository has`,
              hint: suggestion(value.replace(/\.service$/, ''), plain) ?? 'No unit of this name stands in its files',
              ...{ file, line, column, endLine, endColumn },
            },
          ]
        }),
      ),
    )
  },
} as const satisfies CommandRule
