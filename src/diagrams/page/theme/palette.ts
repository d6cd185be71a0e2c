export type Theme = 'light' | 'dark'

/** The colours of the site (src/styles/site/tokens.css) as far as diagrams use them, and hues for what stands side by side. */
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
    paper: '#ffffff',
    surface: '#f9fbfa',
    tint: '#f0f7f9',
    sunken: '#f1f4f3',
    line: '#e1e7e5',
    lineStrong: '#7f8b87',
    ink: '#1b2725',
    inkSoft: '#52605c',
    accent: '#0a5f75',
    accentInk: '#fffeff',
    accentWash: '#e3f1f5',
    good: '#14693a',
    goodWash: '#e4f3ea',
    caution: '#7d4c00',
    cautionWash: '#fdf1da',
    bad: '#a8231b',
    badWash: '#fdeae8',
    work: '#5344a8',
    workWash: '#eeebfb',
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
    paper: '#0d1417',
    surface: '#151e22',
    tint: '#15242b',
    sunken: '#131b1f',
    line: '#243137',
    lineStrong: '#6c7d83',
    ink: '#d6dfdc',
    inkSoft: '#9fadab',
    accent: '#74cde4',
    accentInk: '#0a1315',
    accentWash: '#12303a',
    good: '#6fd394',
    goodWash: '#12301f',
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
