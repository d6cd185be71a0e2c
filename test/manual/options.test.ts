import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { IdleThread } from '../../checks/diagrams/reader/idle-thread.ts'
import * as build from '../../src/cli/commands/build.ts'
import * as check from '../../src/cli/commands/check.ts'
import * as dev from '../../src/cli/commands/dev.ts'
import * as explain from '../../src/cli/commands/explain.ts'
import * as init from '../../src/cli/commands/init.ts'
import * as probe from '../../src/cli/commands/probe.ts'
import * as serve from '../../src/cli/commands/serve.ts'

describe('The manual has each option of a command, and no other', () => {
  for (const [name, { register }] of Object.entries({ build, check, dev, explain, init, probe, serve }))
    test(name, () => {
      const command = new Command(name)
      register(command, new IdleThread())
      const page = readFileSync(`guidebooks/waymark/commands/${name}.md`, 'utf8')
      const usage = /^## Usage$.*?(?=^## )/ms.exec(page)?.[0] ?? ''
      const told = Array.from(usage.matchAll(/^\| `(--[a-z-]+)/gm), ([, option]) => option)
      expect(told.sort()).toStrictEqual(command.options.map(({ long }) => long).sort())
    })
})
