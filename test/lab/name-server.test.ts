import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Answer, RecordType } from 'dns-packet'
import { askTcp, askUdp, labOf, questionId } from './client.ts'
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
        assert.deepEqual([packet?.code, shown(packet?.answers)], [code, data])
        assert.equal(packet?.isFirstHand, true)
      }
      assert.deepEqual(lab.asked, [`${type} ${name.toLowerCase()} udp`, `${type} ${name.toLowerCase()} tcp`])
    })
  }

  test('a name that is not there comes with the zone that says so', async (t) => {
    const packet = await askUdp(await labOf(t), 'A', 'oss.gigafibre.ca')
    assert.deepEqual(
      packet?.authorities?.map(({ type, name }) => `${type} ${name}`),
      ['SOA gigafibre.ca'],
    )
  })

  test('what is no question gets no answer, and the next one does', async (t) => {
    const lab = await labOf(t)
    assert.equal(await askUdp(lab, 'A', 'a'.repeat(63), 300).then((packet) => packet?.code), 'REFUSED')
    assert.equal((await askUdp(lab, 'A', 'erp.arcodange.lab'))?.code, 'NOERROR')
  })

  test('homes lead to this machine and nowhere else, whatever is wrong', async (t) => {
    const lab = await labOf(t)
    for (const fault of ['dns-lying', 'dns-truncated', 'packet-loss'] as const) {
      await lab.break('erp', fault, { percent: 0 })
      for (const { name } of hosts) {
        const { answers } = await askTcp(lab, 'A', `${name}.lab.test`)
        assert.deepEqual(shown(answers), ['127.0.0.1'], `${fault} ${name}`)
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
      assert.deepEqual([packet?.code, packet?.answers], ['NXDOMAIN', []])
    }
    assert.equal((await askUdp(lab, 'A', 'crm.example.org'))?.code, 'NOERROR')
    await lab.mend()
    assert.equal((await askUdp(lab, 'A', name))?.code, 'NOERROR')
  })

  test('servfail: over both ways', async (t) => {
    const lab = await labOf(t)
    await lab.break('erp', 'servfail')
    assert.equal((await askUdp(lab, 'A', home))?.code, 'SERVFAIL')
    assert.equal((await askTcp(lab, 'A', home)).code, 'SERVFAIL')
  })

  test('dns-silent: nothing comes, though the question arrived', async (t) => {
    const lab = await labOf(t)
    await lab.break('erp', 'dns-silent')
    assert.equal(await askUdp(lab, 'A', name, 300), undefined)
    assert.deepEqual(lab.asked, [`A ${name} udp`])
    assert.equal((await askUdp(lab, 'A', 'crm.example.org'))?.code, 'NOERROR')
  })

  test('dns-slow: the answer comes, but not before its time', async (t) => {
    const lab = await labOf(t)
    await lab.break('erp', 'dns-slow', { milliseconds: 300 })
    const begin = performance.now()
    assert.deepEqual(shown((await askUdp(lab, 'A', name))?.answers), ['192.168.1.202'])
    assert.ok(performance.now() - begin > 250)
  })

  test('dns-truncated: UDP says that there is more, TCP has it', async (t) => {
    const lab = await labOf(t)
    await lab.break('erp', 'dns-truncated')
    const short = await askUdp(lab, 'A', name)
    assert.deepEqual([short?.isTruncated, short?.answers], [true, []])
    const whole = await askTcp(lab, 'A', name)
    assert.deepEqual([whole.isTruncated, shown(whole.answers)], [false, ['192.168.1.202']])
  })

  test('dns-lying: another address', async (t) => {
    const lab = await labOf(t)
    await lab.break('erp', 'dns-lying')
    assert.deepEqual(shown((await askUdp(lab, 'A', name))?.answers), ['203.0.113.66'])
  })

  test('dns-garbled: an answer to another question', async (t) => {
    const lab = await labOf(t)
    await lab.break('erp', 'dns-garbled')
    assert.equal((await askUdp(lab, 'A', name))?.id, questionId + 1)
    assert.equal((await askUdp(lab, 'A', 'crm.example.org'))?.id, questionId)
  })

  test('packet-loss: so many of a hundred are lost, on their way there or back; TCP sends them again', async (t) => {
    let count = 0
    const lab = await labOf(t, { random: () => (count++ % 10) / 10 })
    await lab.break('erp', 'packet-loss', { percent: 30 })
    let arrived = ''
    for (let index = 0; index < 10; index++) arrived += (await askUdp(lab, 'A', name, 150)) ? 'y' : 'n'
    // Three questions, then three answers that come; then one answer, and two questions.
    assert.equal(arrived, 'nnnyyynnny')
    const begin = performance.now()
    count = 2
    assert.deepEqual(shown((await askTcp(lab, 'A', name)).answers), ['192.168.1.202'])
    assert.ok(performance.now() - begin > 950)
  })

  test('name-returned: a retired name is back', async (t) => {
    const lab = await labOf(t)
    await lab.break('oktopus', 'name-returned')
    assert.deepEqual(shown((await askUdp(lab, 'A', 'oss.gigafibre.ca'))?.answers), ['96.125.196.67'])
    assert.equal((await askUdp(lab, 'A', 'docs.gigafibre.ca'))?.code, 'NXDOMAIN')
  })
})
