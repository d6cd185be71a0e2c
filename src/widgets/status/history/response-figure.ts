import { incidentsOf } from '../../../status-model/incident.ts'
import {
  decodeHours,
  hourText,
  type ResponseChart,
  responseChart,
  responseText,
  timesText,
} from '../../../status-model/response.ts'
import { elementNode } from '../element-node.ts'
import { clockTime } from '../moment.ts'
import type { ProbeSums } from './probe-sums.ts'
import { Scrubber } from './scrubber.ts'

const hourMs = 3_600_000

/** The picture of the response times of a probe: what the build has drawn can be gone through, and be drawn anew. */
export class ResponseFigure {
  readonly #figure: HTMLElement
  readonly #scrubber: Scrubber | undefined

  constructor(figure: HTMLElement) {
    this.#figure = figure
    const box = figure.querySelector<HTMLElement>('.response-box')
    if (!box) return
    this.#scrubber = new Scrubber(box, 'Hour by hour')
    if (box.dataset.hours) this.#tell(decodeHours(box.dataset.hours))
  }

  draw({ hours = [], changes = [], times }: ProbeSums, now: number): void {
    const chart = responseChart(hours, now, incidentsOf(changes))
    this.#figure.hidden = chart === undefined
    if (!chart) return
    const picture = this.#figure.querySelector('svg')
    picture?.setAttribute('aria-label', responseText(chart.hours))
    picture?.replaceChildren(...chart.elements.map(elementNode))
    const told = this.#figure.querySelector('.response-times')
    if (told) told.textContent = times ? timesText(times) : ''
    this.#tell(chart)
  }

  #tell({ begin, hours }: Pick<ResponseChart, 'begin' | 'hours'>): void {
    this.#scrubber?.set({
      count: hours.length,
      textOf: (index) => {
        const start = Date.parse(begin) + index * hourMs
        return `${clockTime(new Date(start).toISOString())}: ${hourText(hours[index])}`
      },
    })
  }
}
