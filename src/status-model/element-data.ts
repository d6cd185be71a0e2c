/** An element as plain data: the build writes it as HTML, the browser makes it a node, and both show the same. Text is text. */
export interface ElementData {
  readonly name: string
  readonly attributes: Readonly<Record<string, string | number>>
  readonly children: readonly (ElementData | string)[]
}

export function elementData(
  name: string,
  attributes: ElementData['attributes'] = {},
  ...children: ElementData['children']
): ElementData {
  return { name, attributes, children }
}

/** A moment, in UTC until a browser puts its own clock's in its place: with its age, or the bare time of a range. */
export function momentData(iso: string, text: string, kind: 'moment' | 'clock'): ElementData {
  return elementData('time', { datetime: iso, class: kind }, text)
}
