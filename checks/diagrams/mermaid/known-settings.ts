/**
 * The settings of Mermaid 12.3.0 by the part that holds them: those of its types and those with a default. A test holds
 * them to the package.
 */
const parts: Readonly<Record<string, string>> = {
  '': `
    agentflow altFontFamily architecture arrowMarkerAbsolute block c4 class cynefin darkMode
    deterministicIDSeed deterministicIds dompurifyConfig elk er eventmodeling flowchart fontFamily fontSize
    forceLegacyMathML gantt gitGraph handDrawnSeed htmlLabels ishikawa journey kanban layout legacyMathML
    logLevel look markdownAutoWrap maxEdges maxTextSize mindmap packet pie quadrantChart radar railroad
    requirement sankey secure securityLevel sequence startOnLoad state suppressErrorRendering swimlane theme
    themeCSS themeVariables timeline treeView treemap usecase venn wardley-beta wrap xyChart`,
  elk: `
    considerModelOrder cycleBreakingStrategy forceNodeModelOrder keepEntryNodeOnTop layeringLayerBound
    layeringStrategy lineHops mergeEdges nodePlacementAlignment nodePlacementStrategy orientFeedbackEdges
    preset straightenEdges`,
  flowchart: `
    arrowMarkerAbsolute curve diagramPadding htmlLabels inheritDir layout look minNodeWidth nodeSpacing
    padding rankSpacing stepDuration stepNumbers subGraphTitleMargin theme titleTopMargin useMaxWidth
    useWidth wrappingWidth`,
  'flowchart.subGraphTitleMargin': 'bottom top',
  swimlane: `
    automaticLaneOrdering ignoreCrossLaneEdges layout lineHops look optimizeRanksByCrossings theme
    useMaxWidth useWidth`,
  agentflow: `
    diagramPadding layout look minNodeWidth nodeSpacing rankSpacing theme titleTopMargin useMaxWidth
    useWidth wrappingWidth`,
  sequence: `
    activationWidth actorFont actorFontFamily actorFontSize actorFontWeight actorMargin arrowMarkerAbsolute
    bottomMarginAdj boxMargin boxTextMargin diagramMarginX diagramMarginY forceMenus height
    hideUnusedParticipants labelBoxHeight labelBoxWidth layout look messageAlign messageFont
    messageFontFamily messageFontSize messageFontWeight messageMargin mirrorActors noteAlign noteFont
    noteFontFamily noteFontSize noteFontWeight noteMargin rightAngles showSequenceNumbers theme useMaxWidth
    useWidth width wrap wrapPadding`,
  gantt: `
    axisFormat barGap barHeight displayMode fontSize gridLineStartPadding layout leftPadding look
    numberSectionStyles rightPadding sectionFontSize theme tickInterval titleTopMargin topAxis topPadding
    useMaxWidth useWidth weekday`,
  journey: `
    activationWidth actorColours bottomMarginAdj boxMargin boxTextMargin diagramMarginX diagramMarginY
    height layout leftMargin look maxLabelWidth messageAlign messageMargin noteMargin rightAngles
    sectionColours sectionFills taskFontFamily taskFontSize taskMargin textPlacement theme titleColor
    titleFontFamily titleFontSize useMaxWidth useWidth width`,
  timeline: `
    activationWidth actorColours bottomMarginAdj boxMargin boxTextMargin diagramMarginX diagramMarginY
    disableMulticolor height layout leftMargin look messageAlign messageMargin noteMargin padding
    rightAngles sectionColours sectionFills taskFontFamily taskFontSize taskMargin textPlacement theme
    useMaxWidth useWidth width`,
  class: `
    arrowMarkerAbsolute diagramPadding dividerMargin hideEmptyMembersBox hierarchicalNamespaces htmlLabels
    layout look nodeSpacing padding rankSpacing textHeight theme titleTopMargin useMaxWidth useWidth`,
  state: `
    arrowMarkerAbsolute compositTitleSize dividerMargin edgeLengthFactor fontSize fontSizeFactor forkHeight
    forkWidth labelHeight layout look minNodeWidth miniPadding nodeSpacing noteMargin padding radius
    rankSpacing sizeUnit textHeight theme titleShift titleTopMargin useMaxWidth useWidth wrappingWidth`,
  er: `
    diagramPadding entityPadding fill fontSize layout layoutDirection look minEntityHeight minEntityWidth
    nodeSpacing rankSpacing stroke theme titleTopMargin useMaxWidth useWidth`,
  pie: 'donutHole highlightSlice layout legendPosition look textPosition theme useMaxWidth useWidth',
  quadrantChart: `
    chartHeight chartWidth layout look pointLabelFontSize pointRadius pointTextPadding
    quadrantExternalBorderStrokeWidth quadrantInternalBorderStrokeWidth quadrantLabelFontSize
    quadrantPadding quadrantTextTopPadding theme titleFontSize titlePadding useMaxWidth useWidth
    xAxisLabelFontSize xAxisLabelPadding xAxisPosition yAxisLabelFontSize yAxisLabelPadding yAxisPosition`,
  xyChart: `
    chartOrientation height layout legendFontSize legendPadding look plotReservedSpacePercent showDataLabel
    showDataLabelOutsideBar showLegend showTitle theme titleFontSize titlePadding useMaxWidth useWidth width
    xAxis yAxis`,
  'xyChart.xAxis': `
    axisLineWidth labelFontSize labelPadding labelRotation showAxisLine showLabel showTick showTitle
    tickLength tickWidth titleFontSize titlePadding`,
  'xyChart.yAxis': `
    axisLineWidth labelFontSize labelPadding labelRotation showAxisLine showLabel showTick showTitle
    tickLength tickWidth titleFontSize titlePadding`,
  requirement: `
    fontSize layout line_height look rect_border_color rect_border_size rect_fill rect_min_height
    rect_min_width rect_padding text_color theme useMaxWidth useWidth`,
  architecture: `
    edgeElasticity fontSize iconSize idealEdgeLengthMultiplier layout look nodeSeparation numIter padding
    randomize seed theme useMaxWidth useWidth`,
  mindmap: 'colorBy layout layoutAlgorithm look maxNodeWidth padding theme useMaxWidth useWidth',
  ishikawa: 'diagramPadding layout look theme useMaxWidth useWidth',
  kanban: 'layout look padding sectionWidth theme ticketBaseUrl useMaxWidth useWidth',
  gitGraph: `
    arrowMarkerAbsolute diagramPadding layout look mainBranchName mainBranchOrder nodeLabel parallelCommits
    rotateCommitLabel showBranches showCommitLabel theme titleTopMargin useMaxWidth useWidth`,
  'gitGraph.nodeLabel': 'height width x y',
  c4: `
    boundaryFont boundaryFontFamily boundaryFontSize boundaryFontWeight boxMargin c4BoundaryInRow
    c4ShapeInRow c4ShapeMargin c4ShapePadding componentFont componentFontFamily componentFontSize
    componentFontWeight component_bg_color component_border_color component_dbFont component_dbFontFamily
    component_dbFontSize component_dbFontWeight component_db_bg_color component_db_border_color
    component_queueFont component_queueFontFamily component_queueFontSize component_queueFontWeight
    component_queue_bg_color component_queue_border_color containerFont containerFontFamily
    containerFontSize containerFontWeight container_bg_color container_border_color container_dbFont
    container_dbFontFamily container_dbFontSize container_dbFontWeight container_db_bg_color
    container_db_border_color container_queueFont container_queueFontFamily container_queueFontSize
    container_queueFontWeight container_queue_bg_color container_queue_border_color diagramMarginX
    diagramMarginY external_componentFont external_componentFontFamily external_componentFontSize
    external_componentFontWeight external_component_bg_color external_component_border_color
    external_component_dbFont external_component_dbFontFamily external_component_dbFontSize
    external_component_dbFontWeight external_component_db_bg_color external_component_db_border_color
    external_component_queueFont external_component_queueFontFamily external_component_queueFontSize
    external_component_queueFontWeight external_component_queue_bg_color
    external_component_queue_border_color external_containerFont external_containerFontFamily
    external_containerFontSize external_containerFontWeight external_container_bg_color
    external_container_border_color external_container_dbFont external_container_dbFontFamily
    external_container_dbFontSize external_container_dbFontWeight external_container_db_bg_color
    external_container_db_border_color external_container_queueFont external_container_queueFontFamily
    external_container_queueFontSize external_container_queueFontWeight external_container_queue_bg_color
    external_container_queue_border_color external_personFont external_personFontFamily
    external_personFontSize external_personFontWeight external_person_bg_color external_person_border_color
    external_systemFont external_systemFontFamily external_systemFontSize external_systemFontWeight
    external_system_bg_color external_system_border_color external_system_dbFont
    external_system_dbFontFamily external_system_dbFontSize external_system_dbFontWeight
    external_system_db_bg_color external_system_db_border_color external_system_queueFont
    external_system_queueFontFamily external_system_queueFontSize external_system_queueFontWeight
    external_system_queue_bg_color external_system_queue_border_color height layout look messageFont
    messageFontFamily messageFontSize messageFontWeight nextLinePaddingX personFont personFontFamily
    personFontSize personFontWeight person_bg_color person_border_color systemFont systemFontFamily
    systemFontSize systemFontWeight system_bg_color system_border_color system_dbFont system_dbFontFamily
    system_dbFontSize system_dbFontWeight system_db_bg_color system_db_border_color system_queueFont
    system_queueFontFamily system_queueFontSize system_queueFontWeight system_queue_bg_color
    system_queue_border_color theme useMaxWidth useWidth width wrap wrapPadding`,
  sankey: `
    height labelStyle layout linkColor look nodeAlignment nodeColors nodePadding nodeWidth prefix showValues
    suffix theme useMaxWidth useWidth width`,
  packet: 'bitOrder bitWidth bitsPerRow layout look paddingX paddingY rowHeight showBits theme useMaxWidth useWidth',
  block: 'layout look padding theme useMaxWidth useWidth',
  eventmodeling: 'layout look padding rowHeight theme useMaxWidth useWidth',
  treeView: `
    defaultIconPack extensionIcons filenameIcons layout lineThickness look paddingX paddingY rowIndent
    showIcons theme useMaxWidth useWidth`,
  radar: `
    axisLabelFactor axisScaleFactor curveTension height layout look marginBottom marginLeft marginRight
    marginTop theme useMaxWidth useWidth width`,
  usecase: `
    actorFontFamily actorFontSize actorFontWeight colorScheme diagramPadding layout look minNodeWidth
    nodeSpacing rankSpacing theme useMaxWidth useWidth usecaseFontFamily usecaseFontSize usecaseFontWeight
    wrappingWidth`,
  venn: 'height layout look padding theme useDebugLayout useMaxWidth useWidth width',
  'wardley-beta': `
    axisFontSize height labelFontSize layout look nodeLabelOffset nodeRadius padding showGrid theme
    useMaxWidth useWidth width`,
  cynefin: `
    boundaryAmplitude height layout look padding seed showDomainDescriptions theme useMaxWidth useWidth
    width`,
  railroad: `
    arcRadius commentFill commentStroke commentTextColor compactMode fontFamily fontSize
    horizontalSeparation layout lineColor look markerFill markerRadius nonTerminalFill nonTerminalStroke
    nonTerminalTextColor padding ruleNameColor showMarkers specialFill specialStroke strokeWidth
    terminalFill terminalStroke terminalTextColor theme useMaxWidth useWidth verticalSeparation`,
  treemap: `
    borderWidth diagramPadding labelFontSize nodeHeight nodeWidth padding showValues useMaxWidth
    valueFontSize valueFormat`,
}

/** The settings of a part such as `flowchart`, of the whole for an empty name; `undefined` where it may hold anything. */
export function settingsIn(part: string): string[] | undefined {
  return Object.hasOwn(parts, part) ? parts[part]?.trim().split(/\s+/) : undefined
}

/** Every part that has settings. */
export const settingParts: readonly string[] = Object.keys(parts)

/** What some settings may be set to, wherever they stand. */
export const settingValues: Readonly<Record<string, readonly string[]>> = {
  theme: [
    'default',
    'base',
    'dark',
    'forest',
    'neutral',
    'neo',
    'neo-dark',
    'redux',
    'redux-dark',
    'redux-color',
    'redux-dark-color',
    'null',
  ],
  look: ['neo', 'classic', 'handDrawn'],
  layout: [
    'dagre',
    'elk',
    'swimlane',
    'cose-bilkent',
    'elk.stress',
    'elk.force',
    'elk.mrtree',
    'elk.sporeOverlap',
    'elk.box',
    'elk.rectpacking',
  ],
}
