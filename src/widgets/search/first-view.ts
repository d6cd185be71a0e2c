import { codeParts, reasonText } from '../../status-model/words.ts'
import { pageHref } from '../browser/page-href.ts'
import { type OptionGroup, optionLink, part } from './option-list.ts'
import { type ServiceStates, stateSign } from './service-states.ts'
import type { Visit } from './visits.ts'

const mostTroubled = 5
const mostVisits = 6

/** What the dialog shows before something is typed. */
interface FirstView {
  base: string
  /** Where all services are listed, below the base path; undefined where they are nowhere. */
  statusPage: string | undefined
  states: ServiceStates | undefined
  /** What services are called, by their ids. */
  names: ReadonlyMap<string, string>
  visits: readonly Visit[]
}

/** What is likely to be looked for, the most pressing first. */
export function firstGroups(view: FirstView): OptionGroup[] {
  return [troubledGroup(view), visitedGroup(view)].filter(({ options }) => options.length > 0)
}

function troubledGroup({ base, statusPage, states, names }: FirstView): OptionGroup {
  const troubled = statusPage === undefined ? [] : (states?.troubled ?? [])
  const options = troubled.slice(0, mostTroubled).map(({ id, status }) => {
    const reason = codeParts(reasonText(status, id)).map(({ text }) => text)
    const head = part('name', part('title', names.get(id) ?? id), stateSign(status))
    return optionLink(pageHref(base, `${statusPage}${id}/`), head, ...(reason[0] ? [part('excerpt', ...reason)] : []))
  })
  const more = troubled.length - options.length
  if (more > 0) options.push(optionLink(pageHref(base, statusPage ?? '/'), part('head', `${more} more on Status`)))
  return { label: 'Not well now', isLabelShown: true, options }
}

function visitedGroup({ base, visits }: FirstView): OptionGroup {
  const options = visits.slice(0, mostVisits).map(({ address, title, guidebook }) => {
    const place = guidebook === '' || guidebook === title ? [] : [part('guidebook', guidebook)]
    return optionLink(pageHref(base, `/${address}`), part('head', part('title', title), ...place))
  })
  return { label: 'Last visited', isLabelShown: true, options }
}
