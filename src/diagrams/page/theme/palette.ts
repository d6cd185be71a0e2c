export type Theme = 'light' | 'dark'

/** The colours of the site (src/styles/tokens.css) as far as diagrams use them, and hues for what stands side by side. */
export interface Palette {
  paper: string
  surface: string
  /** Surface with a breath of accent: the background of nodes. */
  tint: string
  sunken: string
  line: string
  lineStrong: string
  ink: string
  inkSoft: string
  accent: string
  accentInk: string
  accentWash: string
  good: string
  goodWash: string
  caution: string
  cautionWash: string
  bad: string
  badWash: string
  work: string
  workWash: string
  /** Lines and dots on the page's background. */
  hues: readonly string[]
  /** Areas under ink, one for each hue. */
  washes: readonly string[]
}

export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    paper: '#faf9f5',
    surface: '#fffffe',
    tint: '#f3f8f9',
    sunken: '#f2f0e9',
    line: '#dfdcd1',
    lineStrong: '#8d8a7e',
    ink: '#1b2422',
    inkSoft: '#505c58',
    accent: '#0b5a6f',
    accentInk: '#fffeff',
    accentWash: '#e2eff2',
    good: '#1a6b3a',
    goodWash: '#e3f2e8',
    caution: '#7d4c00',
    cautionWash: '#fbf0d9',
    bad: '#a8231b',
    badWash: '#fce8e6',
    work: '#5344a8',
    workWash: '#edeafa',
    hues: [
      '#1f7a94',
      '#9c5d00',
      '#6a5acd',
      '#297a48',
      '#c2473d',
      '#a34a86',
      '#5b7a1e',
      '#3d6fb5',
      '#8a6d3b',
      '#4f6b73',
      '#b0533a',
      '#7a5aa0',
    ],
    washes: [
      '#d9edf2',
      '#fae7c4',
      '#e4e0f8',
      '#d5eedf',
      '#fadcd8',
      '#f3dcec',
      '#e4edc9',
      '#d9e5f6',
      '#efe5d2',
      '#dde6e8',
      '#f8ddd2',
      '#e8def2',
    ],
  },
  dark: {
    paper: '#11171a',
    surface: '#182024',
    tint: '#18262c',
    sunken: '#0c1215',
    line: '#2c383d',
    lineStrong: '#697a80',
    ink: '#e3e9e6',
    inkSoft: '#a5b2af',
    accent: '#7ccbe0',
    accentInk: '#0b1417',
    accentWash: '#17323b',
    good: '#74d296',
    goodWash: '#16301f',
    caution: '#ecb955',
    cautionWash: '#33270f',
    bad: '#ff958b',
    badWash: '#3a1b19',
    work: '#b9adff',
    workWash: '#262142',
    hues: [
      '#5fb4cc',
      '#dba24a',
      '#a79bf5',
      '#68c28a',
      '#ee8379',
      '#d98abf',
      '#a5c063',
      '#84aee8',
      '#c9ab76',
      '#93adb5',
      '#e69377',
      '#bb9be0',
    ],
    washes: [
      '#1b3e49',
      '#46340f',
      '#332d5c',
      '#1b402a',
      '#4d2421',
      '#452238',
      '#313d14',
      '#213a5c',
      '#3f3420',
      '#2c3a3f',
      '#4a2b20',
      '#3a2b50',
    ],
  },
}
