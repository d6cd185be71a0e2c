import { argumentsOf } from './arguments.ts'
import { type PageCommand, type PageWord, partOf } from './page-commands.ts'

const systemctlValued =
  /^-[tHMnops]$|^--(?:type|host|machine|lines|output|property|signal|state|root|kill-whom|job-mode)$/
const journalctlValued =
  /^-[untopgSUcMDFb]$|^--(?:unit|user-unit|lines|identifier|output|priority|grep|since|until|cursor|machine|directory|field)$/
const verbs =
  /^(?:start|stop|restart|reload|try-restart|reload-or-restart|status|enable|reenable|disable|mask|unmask|is-active|is-enabled|is-failed|show|cat|edit|kill|reset-failed|list-dependencies|clean|freeze|thaw|preset|revert)$/

/** The units of systemd that `systemctl`, `journalctl` and `service` are told; none on another machine. */
export function unitsIn({ words: [name, ...args] }: PageCommand): PageWord[] {
  switch (name?.value) {
    case 'systemctl': {
      const { words, options } = argumentsOf(args, systemctlValued)
      const [verb, ...units] = words
      const isElsewhere = options.some(({ name: option }) => /^(?:-[HM]|--host|--machine|--root)$/.test(option))
      return verb && verbs.test(verb.value) && !isElsewhere ? units : []
    }
    case 'journalctl':
      return argumentsOf(args, journalctlValued).options.flatMap(({ name: option, value }) =>
        value && /^(?:-u|--unit|--user-unit)$/.test(option) ? [value] : [],
      )
    case 'service': {
      const [unit, verb] = args
      return unit && verb && verbs.test(verb.value) ? [partOf(unit, unit.value)] : []
    }
    default:
      return []
  }
}

const kinds = /\.(?:service|socket|device|mount|automount|swap|target|path|timer|slice|scope)$/

/** A unit as systemd knows it: with its kind, and an instance as its template. */
export function unitName(written: string): string {
  const full = kinds.test(written) ? written : `${written}.service`
  return full.replace(/@[^@]*(\.\w+)$/, '@$1')
}
