import { ageText } from '../../status-model/words.ts'

/** A browser whose language names no country says nothing of clocks: then a day has 24 hours. */
const hourCycle = navigator.language.includes('-')
  ? new Intl.DateTimeFormat([], { hour: 'numeric' }).resolvedOptions().hourCycle
  : 'h23'
const isOf24 = hourCycle === 'h23' || hourCycle === 'h24'
const time = {
  hour: isOf24 ? '2-digit' : 'numeric',
  minute: '2-digit',
  ...(hourCycle && { hourCycle }),
} as const

/** A moment of today on the reader's own clock; one of another day with its date. */
export function clockTime(iso: string): string {
  const [moment, today] = [new Date(iso), new Date()]
  const clock = moment.toLocaleTimeString([], time)
  if (moment.toDateString() === today.toDateString()) return clock
  const year = moment.getFullYear() === today.getFullYear() ? {} : { year: 'numeric' as const }
  return `${moment.toLocaleDateString([], { month: 'short', day: 'numeric', ...year })}, ${clock}`
}

/** A moment on the reader's own clock, which says what clock that is. */
export function localTime(iso: string): string {
  return new Date(iso).toLocaleString([], {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    ...time,
    timeZoneName: 'short',
  })
}

/** How a moment stands in a sentence: `14:13 · 18 min ago`. `now` in milliseconds. */
export function momentText(iso: string, now: number): string {
  return `${clockTime(iso)} · ${ageText(now - Date.parse(iso))}`
}

/** A moment in a sentence. The whole of it, with its zone, is shown to whoever points at it or comes to it by keyboard. */
export function momentElement(iso: string, now: number): HTMLTimeElement {
  const element = document.createElement('time')
  Object.assign(element, { dateTime: iso, className: 'moment', tabIndex: 0 })
  showMoment(element, now)
  return element
}

export function showMoment(element: HTMLTimeElement, now: number): void {
  const { dateTime } = element
  const text = momentText(dateTime, now)
  if (element.textContent === text) return
  element.textContent = text
  element.title = localTime(dateTime)
}
