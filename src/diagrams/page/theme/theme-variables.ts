import { charts, listings, others } from './chart-variables.ts'
import type { Palette } from './palette.ts'

/** Mermaid's variables of the theme `base`, all that it would otherwise derive by turning hues. */
export function themeVariables(colors: Palette): Record<string, unknown> {
  return {
    darkMode: false,
    ...backgrounds(colors),
    ...nodes(colors),
    ...sequences(colors),
    ...schedules(colors),
    ...scales(colors),
    ...charts(colors),
    ...others(colors),
    ...listings(colors),
  }
}

function backgrounds({
  paper,
  surface,
  ink,
  inkSoft,
  lineStrong,
  accentWash,
  workWash,
  sunken,
  caution,
  cautionWash,
}: Palette) {
  return {
    background: paper,
    primaryColor: accentWash,
    primaryTextColor: ink,
    primaryBorderColor: lineStrong,
    secondaryColor: workWash,
    secondaryTextColor: ink,
    secondaryBorderColor: lineStrong,
    tertiaryColor: sunken,
    tertiaryTextColor: ink,
    tertiaryBorderColor: lineStrong,
    lineColor: inkSoft,
    arrowheadColor: inkSoft,
    textColor: ink,
    titleColor: ink,
    noteBkgColor: cautionWash,
    noteTextColor: ink,
    noteBorderColor: caution,
    errorBkgColor: surface,
    errorTextColor: ink,
    dropShadow: 'none',
    useGradient: false,
  }
}

function nodes({ tint, surface, ink, line, lineStrong, sunken, accentWash, paper, inkSoft }: Palette) {
  return {
    mainBkg: tint,
    nodeBkg: tint,
    nodeBorder: lineStrong,
    nodeTextColor: ink,
    clusterBkg: sunken,
    clusterBorder: line,
    defaultLinkColor: inkSoft,
    edgeLabelBackground: paper,
    stateBkg: tint,
    stateLabelColor: ink,
    labelBackgroundColor: paper,
    compositeBackground: sunken,
    compositeTitleBackground: accentWash,
    compositeBorder: lineStrong,
    altBackground: sunken,
    transitionColor: inkSoft,
    transitionLabelColor: ink,
    specialStateColor: inkSoft,
    innerEndBackground: inkSoft,
    classText: ink,
    rowOdd: surface,
    rowEven: sunken,
    attributeBackgroundColorOdd: surface,
    attributeBackgroundColorEven: sunken,
    requirementBackground: tint,
    requirementBorderColor: lineStrong,
    requirementTextColor: ink,
    relationColor: inkSoft,
    relationLabelBackground: paper,
    relationLabelColor: ink,
    personBkg: accentWash,
    personBorder: lineStrong,
  }
}

function sequences({ ink, inkSoft, lineStrong, tint, accentWash, sunken, paper }: Palette) {
  return {
    actorBkg: tint,
    actorBorder: lineStrong,
    actorTextColor: ink,
    actorLineColor: lineStrong,
    signalColor: inkSoft,
    signalTextColor: ink,
    labelBoxBkgColor: accentWash,
    labelBoxBorderColor: lineStrong,
    labelTextColor: ink,
    loopTextColor: ink,
    activationBkgColor: accentWash,
    activationBorderColor: lineStrong,
    sequenceNumberColor: paper,
    rectBkgColor: sunken,
  }
}

function schedules(colors: Palette) {
  const { ink, line, lineStrong, sunken, accent, accentWash, bad, badWash, work, paper, good } = colors
  return {
    sectionBkgColor: sunken,
    altSectionBkgColor: paper,
    sectionBkgColor2: sunken,
    excludeBkgColor: sunken,
    taskBkgColor: accentWash,
    taskBorderColor: accent,
    taskTextColor: ink,
    taskTextLightColor: ink,
    taskTextDarkColor: ink,
    taskTextOutsideColor: ink,
    taskTextClickableColor: accent,
    activeTaskBkgColor: colors.workWash,
    activeTaskBorderColor: work,
    doneTaskBkgColor: colors.goodWash,
    doneTaskBorderColor: good,
    critBkgColor: badWash,
    critBorderColor: bad,
    gridColor: line,
    todayLineColor: bad,
    vertLineColor: lineStrong,
  }
}

function scales(colors: Palette) {
  const { ink, hues, washes, accentInk } = colors
  const each = <Value>(name: string, values: readonly Value[]) =>
    values.map((value, index) => [`${name}${index}`, value])
  return {
    ...Object.fromEntries(each('cScale', washes)),
    ...Object.fromEntries(each('cScaleInv', hues)),
    ...Object.fromEntries(each('cScalePeer', hues)),
    ...Object.fromEntries(
      each(
        'cScaleLabel',
        washes.map(() => ink),
      ),
    ),
    ...Object.fromEntries(each('surface', washes.slice(0, 5))),
    ...Object.fromEntries(each('surfacePeer', hues.slice(0, 5))),
    ...Object.fromEntries(each('fillType', washes.slice(0, 8))),
    ...Object.fromEntries(each('git', hues.slice(0, 8))),
    ...Object.fromEntries(
      each(
        'gitInv',
        hues.slice(0, 8).map(() => ink),
      ),
    ),
    ...Object.fromEntries(
      each(
        'gitBranchLabel',
        hues.slice(0, 8).map(() => accentInk),
      ),
    ),
    ...Object.fromEntries(washes.map((color, index) => [`pie${index + 1}`, color])),
    ...Object.fromEntries(hues.slice(0, 8).map((color, index) => [`venn${index + 1}`, color])),
    scaleLabelColor: ink,
    branchLabelColor: accentInk,
  }
}
