import { describe, expect, test } from 'vitest'
import { measuredState, measuredText } from '../../src/status-model/measurement.ts'

describe('A measured value is shown with its unit', () => {
  const texts: [found: string, unit: string, text: string][] = [
    ['0.2134', 's', '213 ms'],
    ['1.5', 's', '1.5 s'],
    ['0', 's', '0 s'],
    ['0.0000012', 's', '1.2 µs'],
    ['150', 's', '2.5 min'],
    ['259200', 's', '3 days'],
    ['-4', 's', '-4 s'],
    ['213.4', 'ms', '213 ms'],
    ['1536', 'bytes', '1.5 KiB'],
    ['0', 'bytes', '0 B'],
    ['1288490188.8', 'bytes', '1.2 GiB'],
    ['0.985', 'ratio', '98.5 %'],
    ['1204', 'orders/min', '1,204 orders/min'],
    ['42', '', '42'],
    ['0.1', '', '0.1'],
    ['1e21', '', '1.00e+21'],
    ['Infinity', 's', 'Infinity s'],
    ['shop', '', 'shop'],
  ]
  for (const [found, unit, text] of texts)
    test(`${found} in ${unit || 'nothing'}: ${text}`, () => expect(measuredText(found, unit)).toBe(text))
})

test('A measured value contradicts only where its probe expects another', () => {
  expect(measuredState('1', 'up')).toBe('measured')
  expect(measuredState('1', 'maintenance')).toBe('measured')
  expect(measuredState('1', 'degraded')).toBe('other')
  expect(measuredState('1', 'down')).toBe('other')
  expect(measuredState(undefined, 'down')).toBe('unknown')
})
