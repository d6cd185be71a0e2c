import { namedColors } from './named-colors.ts'

/** Red, green and blue, from 0 to 255. */
type Rgb = readonly [number, number, number]

/** A colour without transparency; `undefined` for what is written in another way. */
export function readColor(text: string): Rgb | undefined {
  const plain = text.trim().toLowerCase()
  const hex = namedColors.get(plain) ?? /^#([\da-f]{6}|[\da-f]{3})$/.exec(plain)?.[1]
  if (hex) return fromHex(hex.length === 3 ? hex.replace(/./g, '$&$&') : hex)
  const values = /^rgb\(\s*(\d{1,3})\s*[,\s]\s*(\d{1,3})\s*[,\s]\s*(\d{1,3})\s*\)$/.exec(plain)?.slice(1).map(Number)
  const [red, green, blue] = values ?? []
  if (red === undefined || green === undefined || blue === undefined) return undefined
  return [Math.min(255, red), Math.min(255, green), Math.min(255, blue)]
}

function fromHex(hex: string): Rgb {
  const value = Number.parseInt(hex, 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}
