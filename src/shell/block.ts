import { type Blank, findBlanks, type NamedBlanks } from './blank.ts'
import { type Effect, effectOf, readsSecret } from './effect.ts'
import { memoize } from './memoize.ts'
import { isFilled, prompt, readShell, type ShellCommand } from './shell-text.ts'

/** A block of code that somebody types into a shell. */
export interface ShellBlock {
  blanks: Blank[]
  /** Of all its commands together: of what is not known, nothing better is said. */
  effect: Effect
  /** Whether there is a command in it of which nobody can tell what it does. */
  isPartlyUnknown: boolean
  /** Whether it shows what is secret. */
  readsSecret: boolean
}

const shells =
  /^(?:(?:ba|z|k|da|a|fi)?sh|shell(?:-?(?:session|script))?|(?:ba)?sh-session|console|terminal|commandline|command)$/i

/** From what harms nobody to what does. */
const order: readonly Effect[] = ['read-only', 'unknown', 'changing', 'dangerous']

/**
 * Reads a block of code as a shell's: its language says that it is one, or, without a language, its text does. Undefined
 * for any other.
 */
export function readBlock(language: string, text: string, named: NamedBlanks = []): ShellBlock | undefined {
  if (language !== '' && !shells.test(language)) return undefined
  if (language === '' && !isTyped(text, readShell(text))) return undefined
  return { blanks: findBlanks(text, named), ...readEffect(text) }
}

const readEffect = memoize((text): Omit<ShellBlock, 'blanks'> => {
  const commands = readShell(text)
  const effects = commands.map(effectInBlock)
  const effect = effects.reduce<Effect>(
    (worst, one) => (order.indexOf(one) > order.indexOf(worst) ? one : worst),
    commands.length === 0 ? 'unknown' : 'read-only',
  )
  return {
    effect,
    isPartlyUnknown: commands.length === 0 || effects.includes('unknown'),
    readsSecret: commands.some(readsSecret),
  }
})

/** Programs that run what their first words say: with a blank in them, anything. */
const scripted = /^(?:sed|[gm]?awk|find|env)$/

function effectInBlock(command: ShellCommand): Effect {
  const effect = effectOf(command)
  const [name] = command.words
  const isOpen = command.words.some(({ value }) => isFilled(value))
  return effect === 'read-only' && isOpen && scripted.test(name?.value ?? '') ? 'unknown' : effect
}

/** What runbooks type that does not say by itself what it does. */
const tools =
  /^(?:kubectl|oc|helm|docker|docker-compose|podman|systemctl|journalctl|aws|gcloud|az|git|ssh|curl|psql|mysql|terraform|ansible|ansible-playbook|vault|etcdctl|make|npm|apt|apt-get|sudo|cd|export|argocd|flux|virtctl|virsh|ceph|rados|rbd|crictl|nomad|consul|redis-cli|mongosh?|influx|rabbitmqctl|kafka-[a-z-]+(?:\.sh)?|cmctl|istioctl|velero|talosctl|k9s|stern|eksctl|kops|kind|minikube|k3s|zfs|zpool|ip|dig|nc|tar|rsync|scp|openssl|sed|awk|jq|cat|grep|echo|ls|tail|head|watch|ps|kill|rm|cp|mv|mkdir|chmod|chown|mount|umount|df|du|top|free|dmesg|ping)$/

/** Whether a text without a language is one that somebody types: it has prompts, or begins with a command that is known. */
function isTyped(text: string, commands: readonly ShellCommand[]): boolean {
  if (text.split('\n').some((line) => prompt.test(line))) return commands.length > 0
  const lines = text.split('\n').filter((line) => /\S/.test(line) && !/^\s*#/.test(line))
  const known = commands.filter(({ words: [name] }) => tools.test(name?.value ?? '')).length
  const [first] = commands
  return first !== undefined && known * 2 >= lines.length && tools.test(first.words[0]?.value ?? '')
}
