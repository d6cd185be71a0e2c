import type { Label } from '../outline.ts'
import type { Loss } from './label-part.ts'
import { lostAddresses, lostComments, lostRests } from './lost-end.ts'
import { lostMarkers } from './lost-marker.ts'
import { lostBackslashes, lostCode, lostEntities, lostEscapes, lostNames, lostQuotes } from './lost-sign.ts'
import { lostTags } from './lost-tag.ts'

/** The most told of one label: one slip is often made all along it. */
const most = 3

export function losses(label: Label): Loss[] {
  const rules = [
    lostTags,
    lostBackslashes,
    lostEscapes,
    lostNames,
    lostEntities,
    lostQuotes,
    lostCode,
    lostComments,
    lostRests,
    lostMarkers,
    lostAddresses,
  ]
  const found = rules.flatMap((rule) => rule(label)).slice(0, most)
  return label.kind.bare ? found.map(({ part, seen }) => ({ part, seen, hint: 'Put the text in quotes first' })) : found
}
