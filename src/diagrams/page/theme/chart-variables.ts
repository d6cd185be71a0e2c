import type { Palette } from './palette.ts'

/** Variables of charts. */
export function charts(colors: Palette) {
  return {
    ...pies(colors),
    ...quadrants(colors),
    ...plots(colors),
    vennTitleTextColor: colors.ink,
    vennSetTextColor: colors.ink,
    ...maps(colors),
  }
}

function pies({ ink, line, paper }: Palette) {
  return {
    pieTitleTextColor: ink,
    pieSectionTextColor: ink,
    pieLegendTextColor: ink,
    pieStrokeColor: paper,
    pieOuterStrokeColor: line,
    pieOuterStrokeWidth: '1px',
    pieOpacity: '1',
  }
}

function quadrants({ ink, line, lineStrong, surface, sunken, accent, accentWash }: Palette) {
  return {
    quadrant1Fill: accentWash,
    quadrant2Fill: surface,
    quadrant3Fill: sunken,
    quadrant4Fill: surface,
    quadrant1TextFill: ink,
    quadrant2TextFill: ink,
    quadrant3TextFill: ink,
    quadrant4TextFill: ink,
    quadrantPointFill: accent,
    quadrantPointTextFill: ink,
    quadrantXAxisTextFill: ink,
    quadrantYAxisTextFill: ink,
    quadrantInternalBorderStrokeFill: line,
    quadrantExternalBorderStrokeFill: lineStrong,
    quadrantTitleFill: ink,
  }
}

/** What has axes: bars, lines and radars. */
function plots({ ink, inkSoft, line, lineStrong, hues }: Palette) {
  const axis = (name: 'x' | 'y') => ({
    [`${name}AxisTitleColor`]: ink,
    [`${name}AxisLabelColor`]: inkSoft,
    [`${name}AxisTickColor`]: lineStrong,
    [`${name}AxisLineColor`]: lineStrong,
  })
  return {
    xyChart: {
      backgroundColor: 'transparent',
      titleColor: ink,
      dataLabelColor: ink,
      legendTextColor: ink,
      ...axis('x'),
      ...axis('y'),
      plotColorPalette: hues.join(','),
    },
    radar: {
      axisColor: lineStrong,
      graticuleColor: line,
      graticuleOpacity: 0.5,
      axisStrokeWidth: 1,
      curveOpacity: 0.3,
    },
  }
}

/** Of strategies: Wardley maps and Cynefin. */
function maps({ ink, inkSoft, line, lineStrong, surface, washes, hues }: Palette) {
  return {
    wardleyEvolutionColor: hues[4],
    wardley: {
      backgroundColor: 'transparent',
      axisColor: lineStrong,
      axisTextColor: ink,
      gridColor: line,
      componentFill: surface,
      componentStroke: inkSoft,
      componentLabelColor: ink,
      linkStroke: inkSoft,
      evolutionStroke: hues[4],
      annotationStroke: inkSoft,
      annotationTextColor: ink,
      annotationFill: surface,
    },
    cynefin: {
      boundaryColor: lineStrong,
      cliffColor: hues[4],
      arrowColor: inkSoft,
      complexBg: washes[3],
      complicatedBg: washes[0],
      chaoticBg: washes[4],
      clearBg: washes[1],
      confusionBg: washes[2],
      textColor: ink,
      labelColor: ink,
    },
  }
}

/** Variables of histories, architectures and event models. */
export function others({ ink, inkSoft, line, lineStrong, surface, sunken, accentWash, washes, hues }: Palette) {
  const event = (name: string, index: number) => ({
    [`em${name}Fill`]: washes[index],
    [`em${name}Stroke`]: hues[index],
  })
  return {
    tagLabelColor: ink,
    tagLabelBackground: accentWash,
    tagLabelBorder: lineStrong,
    commitLabelColor: ink,
    commitLabelBackground: sunken,
    archEdgeColor: inkSoft,
    archEdgeArrowColor: inkSoft,
    archGroupBorderColor: lineStrong,
    archGroupBorderWidth: '1px',
    emUiFill: surface,
    emUiStroke: lineStrong,
    ...event('Processor', 5),
    ...event('ReadModel', 3),
    ...event('Command', 7),
    ...event('Event', 1),
    emSwimlaneBackgroundOdd: sunken,
    emSwimlaneBackgroundStroke: line,
    emArrowhead: inkSoft,
    emRelationStroke: inkSoft,
  }
}

/** Variables of packets, trees and railroads. */
export function listings({
  ink,
  inkSoft,
  lineStrong,
  surface,
  accentWash,
  sunken,
  caution,
  cautionWash,
  good,
}: Palette) {
  return {
    packet: {
      startByteColor: inkSoft,
      endByteColor: inkSoft,
      labelColor: ink,
      titleColor: ink,
      blockStrokeColor: lineStrong,
      blockFillColor: surface,
    },
    treeView: {
      labelColor: ink,
      lineColor: lineStrong,
      iconColor: inkSoft,
      descriptionColor: good,
      highlightBg: cautionWash,
      highlightStroke: caution,
    },
    railroad: {
      terminalFill: accentWash,
      terminalStroke: lineStrong,
      terminalTextColor: ink,
      nonTerminalFill: surface,
      nonTerminalStroke: lineStrong,
      nonTerminalTextColor: ink,
      lineColor: inkSoft,
      markerFill: inkSoft,
      commentFill: sunken,
      commentStroke: lineStrong,
      commentTextColor: ink,
      specialFill: sunken,
      specialStroke: lineStrong,
      ruleNameColor: ink,
    },
  }
}
