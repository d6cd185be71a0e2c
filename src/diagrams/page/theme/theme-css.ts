import type { Palette } from './palette.ts'

/** What Mermaid has no variable for, or draws in colours of its own. */
export function themeCss(colors: Palette): string {
  return [shapes(colors), gantt(colors), radar(colors), branches(colors), boards(colors), plain(colors)].join('\n')
}

function shapes({ inkSoft, paper }: Palette): string {
  return `
    .edgeLabel, .edgeLabel p, .edgeLabel span, .labelBkg { background-color: ${paper} !important }
    .edgeLabel rect { fill: ${paper}; opacity: 1 }
    .node rect.basic:not([rx]) { rx: 3px; ry: 3px }
    .cluster rect:not([rx]) { rx: 6px; ry: 6px }
    [stroke="#444444"] { stroke: ${inkSoft} }`
}

/** The day on which a picture is drawn is not the day on which it is seen. */
function gantt({ line }: Palette): string {
  return `
    .today { display: none }
    .grid .tick line { stroke: ${line}; opacity: 1 }`
}

function radar({ hues, ink, inkSoft }: Palette): string {
  const curves = hues.map(
    (hue, index) => `
    .radarCurve-${index}, .radarLegendBox-${index} { fill: ${hue}; stroke: ${hue}; fill-opacity: 0.25 }`,
  )
  return `
    .radarTitle { fill: ${ink} }
    .radarAxisLabel { fill: ${inkSoft} }
    ${curves.join('')}`
}

/** Of a mind map: its branches in the hues of its topics. */
function branches({ hues, accent, accentInk }: Palette): string {
  const edges = hues.map((hue, index) => `.section-edge-${index - 1} { stroke: ${hue}; stroke-opacity: 0.6 }`)
  return `
    ${edges.join('\n')}
    .section-root rect, .section-root circle, .section-root polygon, .section-root path { fill: ${accent} }
    .section-root text, .section-root span { fill: ${accentInk}; color: ${accentInk} }`
}

function boards({ washes, lineStrong, inkSoft, paper }: Palette): string {
  const columns = washes.map(
    (wash, index) => `.sections .cluster.section-${index} > rect { fill: ${wash}; stroke: none }`,
  )
  return `${columns.join('\n')}
    .commit-cherry-pick[r="10"] { fill: ${inkSoft} }
    circle.commit-cherry-pick[fill] { fill: ${paper} }
    line.commit-cherry-pick[stroke] { stroke: ${paper} }
    .commit-highlight-outer { fill: ${lineStrong}; stroke: ${lineStrong} }`
}

function plain({ ink, inkSoft }: Palette): string {
  return `
    .treeView-node-label { fill: ${ink} }
    .commit-id, .commit-msg { fill: ${inkSoft} }`
}
