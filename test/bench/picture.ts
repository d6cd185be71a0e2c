import { crc32, deflateSync } from 'node:zlib'
import { randomizer } from './generator.ts'

/** A PNG that compresses like a screenshot of a dashboard: flat areas, with a noisy line through them. */
export function picture(width: number, height: number, seed: number): Buffer {
  const random = randomizer(seed)
  const rows = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const onLine = Math.abs(y - height / 2 - (height / 3) * Math.sin(x / 40)) < 12
      const level = onLine ? 80 + random(120) : 230 - 12 * ((y >> 6) & 1)
      rows.fill(level, y * (width * 3 + 1) + 1 + x * 3, y * (width * 3 + 1) + 4 + x * 3)
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Source: PNG specification, third edition, 5.3. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
