import { gzipSync } from 'node:zlib'

/** A file that tries to run something, or to have something loaded. */
export interface HostileSvg {
  name: string
  content: string | Uint8Array
}

const svgSpace = 'http://www.w3.org/2000/svg'

/** An SVG with something in it; `head` stands before it. */
export function svgOf(inside: string, { head = '', on = '' } = {}): string {
  return (
    `${head}<svg xmlns="${svgSpace}" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:h="http://www.w3.org/1999/xhtml" ` +
    `xmlns:xi="http://www.w3.org/2001/XInclude" xmlns:ev="http://www.w3.org/2001/xml-events" viewBox="0 0 100 100"${on}>` +
    `${inside}<rect id="r" width="100" height="100"/></svg>`
  )
}

/** What hostile pictures are known to be made of. `hit` is an address that nothing may ask for; it holds no quotes. */
export function hostileSvgs(hit: string): HostileSvg[] {
  const js = `fetch('${hit}')`
  const numbers = (text: string, form: (code: number) => string) =>
    [...text].map((letter) => form(letter.codePointAt(0) ?? 0)).join('')
  const data = (text: string) => `data:image/svg+xml;base64,${Buffer.from(text).toString('base64')}`
  const bomb = svgOf(`<script>${js}</script>`)
  const cases: Record<string, string | Uint8Array> = {
    // Scripts
    'a script': svgOf(`<script>${js}</script>`),
    'a script with a type': svgOf(`<script type="application/ecmascript">${js}</script>`),
    'a script in CDATA': svgOf(`<script><![CDATA[${js}]]></script>`),
    'a script of another file': svgOf(`<script href="${hit}"/>`),
    'a script of another file, by xlink': svgOf(`<script xlink:href="${hit}"/>`),
    'a script in an address': svgOf(`<script href="data:text/javascript,${js}"/>`),
    'a module': svgOf(`<script type="module">import '${hit}'</script>`),
    'a script with a prefix': svgOf(`<s:script xmlns:s="${svgSpace}">${js}</s:script>`),
    'a script with a prefix beyond ASCII': svgOf(`<é:script xmlns:é="${svgSpace}">${js}</é:script>`),
    'a script with a Greek prefix': svgOf(`<σβγ:script xmlns:σβγ="${svgSpace}">${js}</σβγ:script>`),
    'a script with an astral prefix': svgOf(`<𐐀:script xmlns:𐐀="${svgSpace}">${js}</𐐀:script>`),
    'a script with a middle dot in its prefix': svgOf(`<a·b:script xmlns:a·b="${svgSpace}">${js}</a·b:script>`),
    'a script of XHTML': svgOf(`<h:script>${js}</h:script>`),
    'a script of XHTML beyond ASCII': svgOf(`<ü:script xmlns:ü="http://www.w3.org/1999/xhtml">${js}</ü:script>`),
    'a script whose namespace is in numbers': svgOf(
      `<x:script xmlns:x="${numbers(svgSpace, (code) => `&#${code};`)}">${js}</x:script>`,
    ),
    'a script that takes the namespace of its parent back': svgOf(
      `<g xmlns="urn:x"><g xmlns="${svgSpace}"><script>${js}</script></g></g>`,
    ),
    'a script in elements that nobody knows': svgOf(`<x:y xmlns:x="urn:x"><script>${js}</script></x:y>`),
    'a script in metadata': svgOf(`<metadata><script>${js}</script></metadata>`),
    'a script in a title': svgOf(`<title><script>${js}</script></title>`),
    'a script in a style': svgOf(`<style><script>${js}</script></style>`),
    'a script behind a style': svgOf(`<style>/*</style><script>${js}</script><style>*/</style>`),
    'a script in what looks like a comment': svgOf(
      `<g id="<!--"/><script>${js}</script><g id="-->"/>`.replace('"<!--"', '"&lt;!--"'),
    ),
    'a script after a comment with a tag': svgOf(`<!-- </svg> --><script>${js}</script>`),
    'a script in defs': svgOf(`<defs><script>${js}</script></defs>`),
    'a script in a switch': svgOf(`<switch><script>${js}</script></switch>`),
    'a script in text': svgOf(`<text><tspan><script>${js}</script></tspan></text>`),
    'a script in an image': svgOf(`<image><script>${js}</script></image>`),
    'a document of XHTML': `<html xmlns="http://www.w3.org/1999/xhtml"><head><script>${js}</script></head></html>`,
    'a document of XHTML with a prefix': `<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:script>${js}</h:script></h:html>`,
    'a document of XHTML with an SVG in it': `<html xmlns="http://www.w3.org/1999/xhtml"><body>${svgOf(`<script>${js}</script>`)}</body></html>`,
    'a document of HTML': `<!doctype html><script>${js}</script>`,
    // Handlers
    'a handler': svgOf('', { on: ` onload="${js}"` }),
    'a handler after a line break': svgOf('', { on: `\nonload\n=\n"${js}"` }),
    'a handler between single quotes': svgOf('', { on: ` onload='fetch("${hit}")'` }),
    'a handler in numbers': svgOf('', { on: ` onload="${numbers(js, (code) => `&#x${code.toString(16)};`)}"` }),
    'a handler on an element': svgOf(`<g onload="${js}"/>`),
    'a handler of an image that fails': svgOf(`<image href="data:image/png,x" onerror="${js}"/>`),
    'a handler of an image of XHTML': svgOf(`<h:img src="data:image/png,x" onerror="${js}"/>`),
    'a handler of a style': svgOf(`<style onload="${js}">a{}</style>`),
    'a handler of the beginning of an animation': svgOf(`<animate onbegin="${js}" attributeName="x" dur="1s"/>`),
    'a handler of the end of an animation': svgOf(`<set onend="${js}" attributeName="x" to="1" dur="1ms"/>`),
    'a handler of focus': svgOf(`<a href="#r" tabindex="0" autofocus="" onfocus="${js}"><text>x</text></a>`),
    'a handler of focus of XHTML': svgOf(
      `<foreignObject width="9" height="9"><h:input autofocus="" onfocus="${js}"/></foreignObject>`,
    ),
    'a handler of an animation of CSS': svgOf(
      `<style>@keyframes k{from{opacity:0}}</style><g style="animation:k 1ms" onanimationstart="${js}"/>`,
    ),
    'a handler of a transition': svgOf(`<details xmlns="http://www.w3.org/1999/xhtml" open="" ontoggle="${js}"/>`),
    'a handler in the namespace of XML events': svgOf(
      `<handler ev:event="load" type="text/javascript">${js}</handler>`,
      {
        on: ` ev:event="load"`,
      },
    ),
    'a handler with a prefix': svgOf('', { on: ` xmlns:on="${svgSpace}" on:load="${js}"` }),
    'a handler of an error of a script': svgOf(`<script href="data:x" onerror="${js}"/>`),
    'handlers in other letters': svgOf(`<g onLoad="${js}" ONLOAD="${js}" OnLoad="${js}"/>`),
    // Schemes, which a click would follow
    'a scheme': svgOf(`<a href="javascript:${js}"><text y="50" font-size="50">X</text></a>`),
    'a scheme, by xlink': svgOf(`<a xlink:href="javascript:${js}"><text y="50">X</text></a>`),
    'a scheme in other letters': svgOf(`<a href="JaVaScRiPt:${js}"><text y="50">X</text></a>`),
    'a scheme with a long number': svgOf(`<a href="&#x0000000006a;avascript:${js}"><text y="50">X</text></a>`),
    'a scheme with a longer number': svgOf(`<a href="&#${'0'.repeat(500)}106;avascript:${js}"><text>X</text></a>`),
    'a scheme in numbers': svgOf(`<a href="${numbers('javascript:', (code) => `&#${code};`)}${js}"><text>X</text></a>`),
    'a scheme with a line break': svgOf(`<a href="java&#10;script:${js}"><text>X</text></a>`),
    'a scheme with a tab': svgOf(`<a href="java&#x9;script:${js}"><text>X</text></a>`),
    'a scheme with a return': svgOf(`<a href="&#13;javascript&#xD;:${js}"><text>X</text></a>`),
    'a scheme behind spaces': svgOf(`<a href=" &#32;&#x20; javascript:${js}"><text>X</text></a>`),
    'a scheme of data': svgOf(`<a href="data:text/html,&lt;script&gt;${js}&lt;/script&gt;"><text>X</text></a>`),
    'a scheme of VBScript': svgOf(`<a href="vbscript:x"><text>X</text></a>`),
    'a scheme in a base': svgOf(`<a href="#x"><text>X</text></a>`, { on: ` xml:base="javascript:${js}/"` }),
    'a scheme in a link of XHTML': svgOf(`<h:a href="javascript:${js}">X</h:a>`),
    'a scheme in a frame': svgOf(`<h:iframe src="javascript:${js}"/>`),
    'a scheme that an animation sets': svgOf(
      `<a><text y="50" font-size="50">X</text><animate attributeName="href" values="javascript:${js}" dur="1s" fill="freeze"/></a>`,
    ),
    'a scheme that is set': svgOf(`<a><text y="50">X</text><set attributeName="href" to="javascript:${js}"/></a>`),
    'a scheme that is set, by xlink': svgOf(
      `<a xlink:href="#r"><text y="50">X</text><set attributeName="xlink:href" to="javascript:${js}"/></a>`,
    ),
    'a scheme that is set under another prefix': svgOf(
      `<a><text>X</text><set xmlns:l="http://www.w3.org/1999/xlink" attributeName="l:href" to="javascript:${js}"/></a>`,
    ),
    'a scheme that is set elsewhere': svgOf(
      `<a id="t"><text>X</text></a><set href="#t" attributeName="href" to="javascript:${js}"/>`,
    ),
    'a handler that is set': svgOf(`<g><set attributeName="onload" to="${js}"/></g>`),
    // Loaded images
    'an image': svgOf(`<image href="${hit}" width="9" height="9"/>`),
    'an image, by xlink': svgOf(`<image xlink:href="${hit}" width="9" height="9"/>`),
    'an image without a scheme': svgOf(`<image href="${hit.replace(/^http:/, '')}" width="9" height="9"/>`),
    'an image beside it': svgOf('<image href="beside.png" width="9" height="9"/>'),
    'an image from a base': svgOf(`<image href="x.png" width="9" height="9" xml:base="${hit}/"/>`),
    'an image that is set': svgOf(`<image width="9" height="9"><set attributeName="href" to="${hit}"/></image>`),
    'an image that is animated': svgOf(
      `<image width="9" height="9"><animate attributeName="xlink:href" values="${hit};${hit}" dur="1s"/></image>`,
    ),
    'an image of XHTML': svgOf(`<h:img src="${hit}"/>`),
    'an image of XHTML in a foreign object': svgOf(
      `<foreignObject width="9" height="9"><img xmlns="http://www.w3.org/1999/xhtml" src="${hit}"/></foreignObject>`,
    ),
    'an image with candidates': svgOf(`<h:img srcset="${hit} 2x"/>`),
    'an image in an address, which is an SVG that runs': svgOf(`<image href="${data(bomb)}" width="9" height="9"/>`),
    'an image of a filter': svgOf(
      `<filter id="f"><feImage href="${hit}"/></filter><rect width="9" height="9" filter="url(#f)"/>`,
    ),
    'a picture of another file': svgOf(`<use href="${hit}#r"/>`),
    'a picture of another file, by xlink': svgOf(`<use xlink:href="${hit}#r"/>`),
    'a picture in an address': svgOf(`<use href="${data(bomb)}#r"/>`),
    'a picture that is set': svgOf(`<use><set attributeName="href" to="${hit}#r"/></use>`),
    'text along a path of another file': svgOf(`<text><textPath href="${hit}#p">x</textPath></text>`),
    'text of another file': svgOf(`<text><tref xlink:href="${hit}#p"/></text>`),
    'a gradient of another file': svgOf(
      `<linearGradient id="g" href="${hit}#g"/><rect width="9" height="9" fill="url(#g)"/>`,
    ),
    'a cursor': svgOf(`<cursor id="c" xlink:href="${hit}"/><rect width="99" height="99" cursor="url(#c)"/>`),
    'a sound': svgOf(`<audio xlink:href="${hit}"/>`),
    'a video of SVG Tiny': svgOf(`<video xlink:href="${hit}"/>`),
    'an animation of SVG Tiny': svgOf(`<animation xlink:href="${hit}"/>`),
    'a colour profile': svgOf(`<color-profile xlink:href="${hit}" name="p"/>`),
    'a font': svgOf(`<font-face><font-face-src><font-face-uri xlink:href="${hit}"/></font-face-src></font-face>`),
    // Paints of other files
    'a fill': svgOf(`<rect width="9" height="9" fill="url(${hit}#g)"/>`),
    'a fill in escapes': svgOf(`<rect width="9" height="9" fill="\\75 rl(${hit}#g)"/>`),
    'a fill between quotes': svgOf(`<rect width="9" height="9" fill="url('${hit}#g')"/>`),
    'a filter': svgOf(`<rect width="9" height="9" filter="url(${hit}#f)"/>`),
    'a mask': svgOf(`<rect width="9" height="9" mask="url(${hit}#m)"/>`),
    'a mask of an image': svgOf(`<rect width="9" height="9" style="mask-image:url(${hit})"/>`),
    'a clip path': svgOf(`<rect width="9" height="9" clip-path="url(${hit}#c)"/>`),
    'a marker': svgOf(`<path d="M0 0L9 9" marker-end="url(${hit}#m)"/>`),
    'a marker in a style': svgOf(`<path d="M0 0L9 9" style="marker:url(${hit}#m)"/>`),
    'a fill that is set': svgOf(`<rect width="9" height="9"><set attributeName="fill" to="url(${hit}#g)"/></rect>`),
    'a mask that is animated': svgOf(
      `<rect width="9" height="9"><animate attributeName="mask" values="none;url(${hit}#g)" dur="1ms" fill="freeze"/></rect>`,
    ),
    // Style sheets
    'an import': svgOf(`<style>@import url(${hit});</style>`),
    'an import without brackets': svgOf(`<style>@import '${hit}';</style>`),
    'an import in escapes': svgOf(`<style>@\\69mport '${hit}';</style>`),
    'an import after a charset': svgOf(`<style>@charset "utf-8";@import "${hit}" screen;</style>`),
    'an import in CDATA': svgOf(`<style><![CDATA[@import "${hit}";]]></style>`),
    'an import in a style of XHTML': svgOf(`<h:style>@import "${hit}";</h:style>`),
    'an import in pieces': svgOf(`<style>@imp<![CDATA[ort "${hit}";]]></style>`),
    'an import around a comment': svgOf(`<style>@import/**/"${hit}";</style>`),
    'an import behind a comment of XML': svgOf(`<style>@imp<!-- x -->ort "${hit}";</style>`),
    'a background': svgOf(`<style>svg{background:url(${hit})}</style>`),
    'a background in escapes': svgOf(`<style>svg{background:\\75\\72\\6c(${hit})}</style>`),
    'a background in a style attribute': svgOf('', { on: ` style="background-image:url('${hit}')"` }),
    'a background in numbers': svgOf('', { on: ` style="background:&#117;&#x72;l(${hit})"` }),
    'a background around a comment': svgOf('', { on: ` style="background:/**/url(/**/${hit})"` }),
    'a background in a variable': svgOf(`<style>svg{--x:url(${hit});background:var(--x)}</style>`),
    'a set of images': svgOf(`<style>svg{background:image-set('${hit}' 1x)}</style>`),
    'a set of images of WebKit': svgOf(`<style>svg{background:-webkit-image-set(url(${hit}) 1x)}</style>`),
    'a blend of images': svgOf(`<style>svg{background:-webkit-cross-fade(url(${hit}),url(${hit}),50%)}</style>`),
    content: svgOf(`<style>svg::before{content:url(${hit})}</style>`),
    'a list image': svgOf(
      `<foreignObject width="99" height="99"><h:li style="list-style-image:url(${hit})">x</h:li></foreignObject>`,
    ),
    'a font face': svgOf(
      `<style>@font-face{font-family:f;src:url(${hit})}text{font-family:f}</style><text y="20">x</text>`,
    ),
    'a font face in a media rule': svgOf(
      `<style>@media all{@font-face{font-family:f;src:url("${hit}")}}</style><text y="20" font-family="f">x</text>`,
    ),
    'a rule in a rule': svgOf(`<style>svg{rect{fill:url(${hit}#g)} background:url(${hit})}</style>`),
    'a string that does not end': svgOf(`<style>svg{font-family:"a\nb;background:url(${hit})}</style>`),
    'a name that ends in a backslash': svgOf('', { on: ` style="fill:red\\;background:url(${hit})"` }),
    'a bracket that does not end': svgOf(
      `<style>a{x:(}svg{background:url(${hit})}</style><style>)}svg{background:url(${hit})}</style>`,
    ),
    'a closing tag in a string': svgOf(
      `<style>a{font-family:"&lt;/style&gt;&lt;script&gt;${js}&lt;/script&gt;"}</style>`,
    ),
    'a binding': svgOf(`<style>svg{-moz-binding:url(${hit}#x);behavior:url(${hit})}</style>`),
    'a style sheet by an instruction': svgOf('', { head: `<?xml-stylesheet href="${hit}" type="text/css"?>` }),
    'a style sheet in an instruction': svgOf('', {
      head: `<?xml-stylesheet type="text/css" href="data:text/css,svg{background:url(${hit})}"?>`,
    }),
    'a transformation by an instruction': svgOf('', { head: `<?xml-stylesheet href="${hit}" type="text/xsl"?>` }),
    'a transformation in itself':
      `<?xml-stylesheet type="text/xsl" href="#x"?><xsl:stylesheet id="x" version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">` +
      `<xsl:template match="/"><html xmlns="http://www.w3.org/1999/xhtml"><script>${js}</script></html></xsl:template></xsl:stylesheet>`,
    'a link to a style sheet': svgOf(`<h:link rel="stylesheet" href="${hit}"/>`),
    'a link of SVG': svgOf(`<link xmlns="http://www.w3.org/1999/xhtml" rel="preload" as="image" href="${hit}"/>`),
    // Elements of XHTML
    'a frame': svgOf(`<foreignObject width="9" height="9"><h:iframe src="${hit}"/></foreignObject>`),
    'a frame with its source': svgOf(`<h:iframe srcdoc="&lt;script&gt;${js}&lt;/script&gt;"/>`),
    'a frame outside of a foreign object': svgOf(`<h:iframe src="${hit}"/>`),
    'an object': svgOf(`<foreignObject><h:object data="${hit}"/></foreignObject>`),
    'an embedded file': svgOf(`<foreignObject><h:embed src="${hit}"/></foreignObject>`),
    'a video': svgOf(`<h:video src="${hit}" autoplay=""/>`),
    'a video with a poster': svgOf(`<h:video poster="${hit}"/>`),
    'a video with a source': svgOf(`<h:video><h:source src="${hit}"/></h:video>`),
    'a sound of XHTML': svgOf(`<h:audio src="${hit}" autoplay=""/>`),
    'a refresh': svgOf(`<h:meta http-equiv="refresh" content="0;url=${hit}"/>`),
    'a refresh to a script': svgOf(`<h:meta http-equiv="refresh" content="0;url=javascript:${js}"/>`),
    'a base of XHTML': svgOf(`<h:base href="${hit}/"/><image href="x.png" width="9" height="9"/>`),
    'a form': svgOf(`<h:form action="${hit}"><h:input type="image" src="${hit}"/></h:form>`),
    'a button': svgOf(`<h:form id="f"/><h:button form="f" formaction="javascript:${js}">x</h:button>`),
    'a background of a table': svgOf(
      `<foreignObject width="99" height="99"><h:table background="${hit}"><h:tr><h:td background="${hit}">x</h:td></h:tr></h:table></foreignObject>`,
    ),
    'a body with a handler': svgOf(`<foreignObject><h:body onload="${js}" background="${hit}"/></foreignObject>`),
    'a template': svgOf(`<h:template><script>${js}</script></h:template>`),
    'a custom element': svgOf(`<h:x-y style="background:url(${hit})">x</h:x-y>`),
    'mathematics with a link': svgOf(
      `<foreignObject><math xmlns="http://www.w3.org/1998/Math/MathML" href="javascript:${js}"><mtext>x</mtext></math></foreignObject>`,
    ),
    'an SVG in XHTML in an SVG': svgOf(
      `<foreignObject width="9" height="9"><h:div><svg xmlns="${svgSpace}" onload="${js}"><script>${js}</script></svg></h:div></foreignObject>`,
    ),
    // What XML itself can do
    'an entity': svgOf('&x;', {
      head: `<!DOCTYPE svg [<!ENTITY x "<script xmlns='${svgSpace}'>${js.replaceAll("'", '&#34;')}</script>">]>`,
    }),
    'an entity of another file': svgOf('&x;', { head: `<!DOCTYPE svg [<!ENTITY x SYSTEM "${hit}">]>` }),
    'an entity of parameters': svgOf('', { head: `<!DOCTYPE svg [<!ENTITY % x SYSTEM "${hit}"> %x;]>` }),
    'an entity in a value': svgOf('', { head: `<!DOCTYPE svg [<!ENTITY x "${js}">]>`, on: ' onload="&x;"' }),
    'a default of an attribute': svgOf('', { head: `<!DOCTYPE svg [<!ATTLIST svg onload CDATA "${js}">]>` }),
    'a default of a namespace': svgOf(`<x:script>${js}</x:script>`, {
      head: `<!DOCTYPE svg [<!ATTLIST svg xmlns:x CDATA "${svgSpace}">]>`,
    }),
    'a document type of another file': svgOf('', { head: `<!DOCTYPE svg SYSTEM "${hit}">` }),
    'a billion laughs': svgOf('<text>&j;</text>', {
      head: `<!DOCTYPE svg [<!ENTITY a "ha">${[...'bcdefghij'].map((name, index) => `<!ENTITY ${name} "${`&${'abcdefghi'[index]};`.repeat(10)}">`).join('')}]>`,
    }),
    'an inclusion': svgOf(`<xi:include href="${hit}" parse="text"/>`),
    'a tag that does not end': svgOf(`<script>${js}</script`),
    'tags that cross': svgOf(`<g><a></g><script>${js}</script></a>`),
    'a second root': `${svgOf('')}${svgOf(`<script>${js}</script>`)}`,
    'a byte that is no UTF-8': Buffer.concat([
      Buffer.from(svgOf('<g id="')),
      Buffer.from([0xc0, 0xbc]),
      Buffer.from(`"/><script>${js}</script></svg>`),
    ]),
    'a character that XML does not know': svgOf(`<g id="\0"/><script>${js}</script>`),
    // Other encodings
    'UTF-16': Buffer.from(`\uFEFF${bomb}`, 'utf16le'),
    'UTF-16 the other way round': Buffer.from(`\uFEFF${bomb}`, 'utf16le').swap16(),
    'UTF-16 without a mark': Buffer.from(`<?xml version="1.0" encoding="utf-16"?>${bomb}`, 'utf16le'),
    'UTF-8 with a mark': `\uFEFF${bomb}`,
    'UTF-7': `<?xml version="1.0" encoding="utf-7"?>${bomb.replaceAll('<', '+ADw-').replace('+ADw-svg', '<svg')}`,
    'an encoding of Japan': `<?xml version="1.0" encoding="iso-2022-jp"?>${svgOf(`<g id="\x1b$B"/><script>${js}</script><g id="\x1b(B"/>`)}`,
    'an encoding that nobody knows': `<?xml version="1.0" encoding="x-none"?>${bomb}`,
    'an encoding for each user': `<?xml version="1.0" encoding="x-user-defined"?>${bomb}`,
    'a packed file': gzipSync(bomb),
    'XML 1.1': `<?xml version="1.1"?>${bomb}`,
  }
  return Object.entries(cases).map(([name, content]) => ({ name, content }))
}
