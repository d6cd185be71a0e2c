import type { Answer, RecordType } from 'dns-packet'
import { assert, describe, expect, test } from 'vitest'
import { askTcp, askUdp, firstOverUdp, labOf, questionId, questionOf } from './client.ts'
import { hosts } from './world.ts'

const shown = (answers: readonly Answer[] = []) => answers.map((answer) => ('data' in answer ? answer.data : ''))

describe('The zone', () => {
  const cases: [RecordType, string, string, unknown[]][] = [
    ['A', 'erp.arcodange.lab', 'NOERROR', ['192.168.1.202']],
    ['A', 'ERP.Arcodange.Lab', 'NOERROR', ['192.168.1.202']],
    ['A', 'erp.insightpulseai.net', 'NOERROR', ['159.223.75.148']],
    ['A', 'dispatch.gigafibre.ca', 'NOERROR', ['96.125.196.67']],
    ['A', 'erp.arcodange.lab.lab.test', 'NOERROR', ['127.0.0.1']],
    ['AAAA', 'erp.arcodange.lab', 'NOERROR', []],
    ['A', 'docs.gigafibre.ca', 'NXDOMAIN', []],
    ['A', 'oss.gigafibre.ca', 'NXDOMAIN', []],
    // A name with names below it exists: RFC 8020.
    ['A', 'arcodange.lab.lab.test', 'NOERROR', []],
    ['A', 'github.com', 'REFUSED', []],
    ['A', 'gigafibre.ca.evil.example', 'REFUSED', []],
    ['CNAME', 'gigafibre.gigafibre.ca', 'NOERROR', ['www.gigafibre.ca']],
    ['A', 'gigafibre.gigafibre.ca', 'NOERROR', ['www.gigafibre.ca', '96.125.196.67']],
    ['MX', 'gigafibre.ca', 'NOERROR', [{ preference: 1, exchange: 'mail.gigafibre.ca' }]],
    ['NS', 'targo.ca', 'NOERROR', ['ns.lab.test']],
  ]
  for (const [type, name, code, data] of cases) {
    test(`${type} ${name}: ${code}`, async (t) => {
      const lab = await labOf(t)
      for (const packet of [await askUdp(lab, type, name), await askTcp(lab, type, name)]) {
        expect([packet?.code, shown(packet?.answers)]).toStrictEqual([code, data])
        expect(packet?.isFirstHand).toBe(true)
      }
      expect(lab.asked).toStrictEqual([`${type} ${name.toLowerCase()} udp`, `${type} ${name.toLowerCase()} tcp`])
    })
  }

  test('a name that is not there comes with the zone that says so', async (t) => {
    const packet = await askUdp(await labOf(t), 'A', 'oss.gigafibre.ca')
    expect(packet?.authorities?.map(({ type, name }) => `${type} ${name}`)).toStrictEqual(['SOA gigafibre.ca'])
  })

  test('what is no question gets no answer, and the next one does', async (t) => {
    const lab = await labOf(t)
    const noQuestions = ['', 'GET / HTTP/1.1\r\n\r\n', '\xff'.repeat(12), 'a'.repeat(600)].map((text) =>
      Buffer.from(text, 'latin1'),
    )
    const { id, code } = await firstOverUdp(lab, [...noQuestions, questionOf('A', 'erp.arcodange.lab')])
    expect([id, code]).toStrictEqual([questionId, 'NOERROR'])
    expect((await askUdp(lab, 'A', 'a'.repeat(63)))?.code).toBe('REFUSED')
  })

  test('homes lead to this machine and nowhere else, whatever is wrong', async (t) => {
    const lab = await labOf(t)
    for (const fault of ['dns-lying', 'dns-truncated', 'packet-loss'] as const) {
      await lab.break('erp', fault, { percent: 0 })
      for (const { name } of hosts) {
        const { answers } = await askTcp(lab, 'A', `${name}.lab.test`)
        expect(shown(answers), `${fault} ${name}`).toStrictEqual(['127.0.0.1'])
      }
    }
  })
})

describe('Faults of DNS', () => {
  const name = 'erp.arcodange.lab'
  const home = `${name}.lab.test`

  test('nxdomain: neither the name nor its home is there; others are', async (t) => {
    const lab = await labOf(t)
    await lab.break('erp', 'nxdomain')
    for (const asked of [name, home]) {
      const packet = await askUdp(lab, 'A', asked)
      expect([packet?.code, packet?.answers]).toStrictEqual(['NXDOMAIN', []])
    }
    expect((await askUdp(lab, 'A', 'crm.example.org'))?.code).toBe('NOERROR')
    await lab.mend()
    expect((await askUdp(lab, 'A', name))?.code).toBe('NOERROR')
  })

  test('servfail: over both ways', async (t) => {
    const lab = await labOf(t)
    await lab.break('erp', 'servfail')
    expect((await askUdp(lab, 'A', home))?.code).toBe('SERVFAIL')
    expect((await askTcp(lab, 'A', home)).code).toBe('SERVFAIL')
  })

  test('dns-silent: nothing comes, though the question arrived', async (t) => {
    const lab = await labOf(t)
    await lab.break('erp', 'dns-silent')
    expect(await askUdp(lab, 'A', name, 'crm.example.org')).toBe(undefined)
    expect(lab.asked).toStrictEqual([`A ${name} udp`, 'A crm.example.org udp'])
    expect((await askUdp(lab, 'A', 'crm.example.org'))?.code).toBe('NOERROR')
  })

  test('dns-slow: the answer comes, but not before its time', async (t) => {
    const lab = await labOf(t)
    await lab.break('erp', 'dns-slow', { milliseconds: 300 })
    const begin = performance.now()
    expect(shown((await askUdp(lab, 'A', name))?.answers)).toStrictEqual(['192.168.1.202'])
    assert.ok(performance.now() - begin > 250)
  })

  test('dns-truncated: UDP says that there is more, TCP has it', async (t) => {
    const lab = await labOf(t)
    await lab.break('erp', 'dns-truncated')
    const short = await askUdp(lab, 'A', name)
    expect([short?.isTruncated, short?.answers]).toStrictEqual([true, []])
    const whole = await askTcp(lab, 'A', name)
    expect([whole.isTruncated, shown(whole.answers)]).toStrictEqual([false, ['192.168.1.202']])
  })

  test('dns-lying: another address', async (t) => {
    const lab = await labOf(t)
    await lab.break('erp', 'dns-lying')
    expect(shown((await askUdp(lab, 'A', name))?.answers)).toStrictEqual(['203.0.113.66'])
  })

  test('dns-garbled: an answer to another question', async (t) => {
    const lab = await labOf(t)
    await lab.break('erp', 'dns-garbled')
    expect((await askUdp(lab, 'A', name))?.id).toBe(questionId + 1)
    expect((await askUdp(lab, 'A', 'crm.example.org'))?.id).toBe(questionId)
  })

  test('packet-loss: so many of a hundred are lost, on their way there or back; TCP sends them again', async (t) => {
    let count = 0
    const lab = await labOf(t, { random: () => (count++ % 10) / 10 })
    await lab.break('erp', 'packet-loss', { percent: 30 })
    let arrived = ''
    for (let index = 0; index < 10; index++) arrived += (await askUdp(lab, 'A', name, 'crm.example.org')) ? 'y' : 'n'
    // Three questions, then three answers that come; then one answer, and two questions.
    expect(arrived).toBe('nnnyyynnny')
    const begin = performance.now()
    count = 2
    expect(shown((await askTcp(lab, 'A', name)).answers)).toStrictEqual(['192.168.1.202'])
    assert.ok(performance.now() - begin > 950)
  })

  test('name-returned: a retired name is back', async (t) => {
    const lab = await labOf(t)
    await lab.break('oktopus', 'name-returned')
    expect(shown((await askUdp(lab, 'A', 'oss.gigafibre.ca'))?.answers)).toStrictEqual(['96.125.196.67'])
    expect((await askUdp(lab, 'A', 'docs.gigafibre.ca'))?.code).toBe('NXDOMAIN')
  })
})
