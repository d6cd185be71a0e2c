import style from '../../styles/diagram-viewer.css?inline'
import { adoptStyle } from '../browser/adopt-style.ts'

// Once, for what a diagram and what an image has.
adoptStyle(style)
