import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest'
import { assertAccessibleInBothThemes } from '../accessible.ts'
import { launchBrowser } from '../browser.ts'
import { type Lab, startLab } from './lab.ts'
import { servePage } from './page-server.ts'

const stop = new AbortController()
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }

let browser: Browser
let lab: Lab
let url: string

beforeAll(async () => {
  lab = await startLab()
  const served = await servePage(lab, { port: 0, signal: stop.signal })
  url = served.url
  browser = await launchBrowser()
})

afterAll(async () => {
  stop.abort()
  await browser?.close()
  await lab?.stop()
})

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  await lab.mend()
  const page = await (await browser.newContext(options)).newPage()
  page.on('request', (request) => assert.ok(request.url().startsWith(url) || request.url().startsWith('data:')))
  page.on('console', (message) => expect(message.type(), message.text()).not.toBe('error'))
  await page.goto(url)
  return page
}

describe('The page of the lab, in a browser', () => {
  for (const javaScriptEnabled of [true, false]) {
    test(`breaks and mends with one press each, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
      const page = await open({ ...phone, javaScriptEnabled })
      const crm = page.getByRole('region', { name: 'CRM API' })
      await crm.getByRole('button', { name: 'Error 500' }).tap()
      await crm.getByText('Error 500', { exact: true }).first().waitFor()
      expect(lab.faults.of('crm')?.name).toBe('error-500')
      expect(await page.getByRole('status').textContent()).toBe('1 of 14 are broken')
      expect(await crm.getByRole('button', { name: 'Error 500' }).getAttribute('aria-pressed')).toBe('true')
      await crm.getByRole('button', { name: 'Mend' }).tap()
      await page.getByText('Every service is well').waitFor()
      expect(lab.faults.of('crm')).toBe(undefined)
      await page.context().close()
    })
  }

  test('has the rarer faults one press further, and mends all', async () => {
    const page = await open()
    const odoo = page.getByRole('region', { name: 'Odoo ERP' })
    await odoo.getByText('More faults').click()
    await odoo.getByRole('button', { name: 'The certificate has expired' }).click()
    await page.getByText('1 of 14 are broken').waitFor()
    await page.getByRole('button', { name: 'Mend all' }).click()
    await page.getByText('Every service is well').waitFor()
    expect(lab.faults.of('odoo')).toBe(undefined)
    await page.context().close()
  })

  test('can be used by everybody, in both themes, and is not wider than a phone', async () => {
    const page = await open(phone)
    await lab.break('crm', 'down')
    await page.reload()
    await page.getByText('More faults').first().click()
    await assertAccessibleInBothThemes(page)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    await page.context().close()
  })
})
