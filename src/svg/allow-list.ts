/** The words of a text, which white space separates. */
function words(text: string): Set<string> {
  return new Set(text.trim().split(/\s+/))
}

const filters = `
  filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
  feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode
  feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`

const animations = 'animate animateMotion animateTransform set'

/** Elements of SVG that draw, or say how something is drawn. None of them runs anything, whatever its attributes are. */
export const svgElements = words(`
  svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath title desc a marker
  linearGradient radialGradient stop clipPath mask pattern image style switch view foreignObject mpath
  ${filters} ${animations}`)

/** Elements whose `attributeName` says which attribute they change. */
export const animationElements = words(animations)

/** Elements of XHTML in which draw.io and Mermaid write the labels of a picture. */
export const htmlElements = words(`
  a b big blockquote br caption center code col colgroup dd del div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li
  mark ol p pre s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var`)

/** Attributes that CSS knows as properties, too. Source: SVG 2, appendix on presentation attributes. */
const presentation = `
  alignment-baseline baseline-shift clip-path clip-rule color color-interpolation color-interpolation-filters
  color-rendering cursor direction display dominant-baseline fill fill-opacity fill-rule filter flood-color
  flood-opacity font font-family font-feature-settings font-kerning font-size font-size-adjust font-stretch font-style
  font-variant font-variant-ligatures font-weight glyph-orientation-horizontal glyph-orientation-vertical
  image-rendering isolation letter-spacing lighting-color marker marker-end marker-mid marker-start mask mask-type
  mix-blend-mode opacity overflow paint-order pointer-events shape-rendering stop-color stop-opacity stroke
  stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width
  text-align text-anchor text-decoration text-overflow text-rendering transform transform-origin unicode-bidi
  vector-effect visibility white-space word-spacing writing-mode`

/** What an animation may change: neither an address nor a style. */
export const animatedAttributes = words(`
  ${presentation} amplitude azimuth baseFrequency bias cx cy d diffuseConstant divisor dx dy edgeMode elevation exponent
  fr fx fy gradientTransform height in in2 intercept k1 k2 k3 k4 kernelMatrix lengthAdjust limitingConeAngle
  markerHeight markerUnits markerWidth mode numOctaves offset operator order orient pathLength patternTransform points
  pointsAtX pointsAtY pointsAtZ preserveAspectRatio r radius refX refY result rotate rx ry scale seed slope
  specularConstant specularExponent startOffset stdDeviation surfaceScale tableValues targetX targetY textLength
  viewBox width x x1 x2 xChannelSelector y y1 y2 yChannelSelector z`)

/** Attributes of SVG without a namespace; `style` and addresses are judged by themselves. */
export const svgAttributes = words(`
  ${[...animatedAttributes].join(' ')} id class lang role tabindex focusable version baseProfile zoomAndPan contentStyleType
  clipPathUnits filterRes filterUnits gradientUnits kernelUnitLength maskContentUnits maskUnits method
  patternContentUnits patternUnits path primitiveUnits side spacing spreadMethod stitchTiles preserveAlpha type values
  accumulate additive attributeName attributeType begin by calcMode dur end from keyPoints keySplines keyTimes max min
  origin repeatCount repeatDur restart to media systemLanguage requiredFeatures requiredExtensions title`)

/** Attributes of the XHTML elements; `style` and addresses are judged by themselves. */
export const htmlAttributes = words(`
  id class lang dir title role align alt bgcolor border cellpadding cellspacing color colspan face height rowspan size
  span start valign width`)

/** Attributes that hold a text for people or a name, and are never read as CSS. */
export const plainAttributes = /^(?:id|class|lang|title|alt|role|aria-[a-z]+|data-[\w.-]+)$/

/** Properties of CSS that say how something looks. Custom ones, which begin with `--`, are kept besides. */
export const allowedProperties = words(`
  ${presentation} all accent-color align-content align-items align-self animation animation-delay animation-direction
  animation-duration animation-fill-mode animation-iteration-count animation-name animation-play-state
  animation-timing-function appearance aspect-ratio backface-visibility background background-attachment
  background-blend-mode background-clip background-color background-image background-origin background-position
  background-repeat background-size block-size border border-bottom border-bottom-color border-bottom-left-radius
  border-bottom-right-radius border-bottom-style border-bottom-width border-collapse border-color border-left
  border-left-color border-left-style border-left-width border-radius border-right border-right-color
  border-right-style border-right-width border-spacing border-style border-top border-top-color border-top-left-radius
  border-top-right-radius border-top-style border-top-width border-width bottom box-shadow box-sizing caption-side
  clear clip color-adjust color-scheme column-count column-gap column-width columns contain content cx cy d
  display empty-cells enable-background flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap float
  forced-color-adjust gap grid grid-area grid-auto-columns grid-auto-flow grid-auto-rows grid-column grid-row
  grid-template grid-template-areas grid-template-columns grid-template-rows height hyphens inline-size inset
  justify-content justify-items justify-self left line-height list-style list-style-position list-style-type margin
  margin-bottom margin-left margin-right margin-top max-height max-width min-height min-width object-fit
  object-position offset-distance offset-path offset-rotate order outline outline-color outline-offset outline-style
  outline-width overflow-wrap overflow-x overflow-y padding padding-bottom padding-left padding-right padding-top
  perspective perspective-origin place-content place-items place-self position print-color-adjust r right rotate
  row-gap rx ry scale solid-color solid-opacity tab-size table-layout text-align-last text-decoration-color
  text-decoration-line text-decoration-skip-ink text-decoration-style text-decoration-thickness text-emphasis
  text-indent text-shadow text-size-adjust text-transform text-underline-offset text-wrap top transform-box
  transform-style transition transition-delay transition-duration transition-property transition-timing-function
  translate user-select vertical-align width will-change word-break word-wrap x y z-index zoom
  -webkit-animation -webkit-box-sizing -webkit-font-smoothing -webkit-text-fill-color -webkit-text-stroke
  -webkit-transform -webkit-transform-origin -webkit-user-select -moz-user-select -webkit-print-color-adjust
  -webkit-line-clamp -webkit-box-orient -moz-osx-font-smoothing`)

/** What a `@font-face` says besides; its `src` may hold a font itself. */
export const fontProperties = words(`
  ascent-override descent-override font-display font-family font-feature-settings font-stretch font-style font-variant
  font-weight line-gap-override size-adjust src unicode-range`)

/** Functions of CSS that compute, of values and of selectors. `url()` is judged by itself. */
export const functions = words(`
  abs acos asin atan atan2 calc clamp cos exp hypot log max min mod pow rem round sign sin sqrt tan var env
  color color-mix device-cmyk hsl hsla hwb lab lch light-dark oklab oklch rgb rgba
  matrix matrix3d perspective rotate rotate3d rotatex rotatey rotatez scale scale3d scalex scaley scalez skew skewx skewy
  translate translate3d translatex translatey translatez
  blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia
  circle ellipse inset path polygon rect xywh
  conic-gradient linear-gradient radial-gradient repeating-conic-gradient repeating-linear-gradient
  repeating-radial-gradient cubic-bezier linear steps fit-content minmax repeat counter counters
  format local tech
  dir has host is lang not nth-child nth-last-child nth-last-of-type nth-of-type where selector`)
