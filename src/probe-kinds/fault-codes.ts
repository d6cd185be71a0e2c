/** A fault, as the manual explains it: with the state that it makes, what is wrong, and what to look at. In Markdown. */
interface FaultDoc {
  codes: readonly string[]
  state: string
  wrong?: string
  /** Where to look, or what to do. */
  look: string
}

/** The codes of faults by who is to blame. A code may stand twice, where that depends. */
export const faultDocs = {
  service: [
    {
      codes: ['expect'],
      state: 'Down',
      wrong: 'A condition of `expect` does not hold',
      look: 'The reason: it has the condition and the value that was found. Was the value meant to change? Then change the condition',
    },
    {
      codes: ['degraded'],
      state: 'Degraded',
      wrong: 'A condition of `degraded` holds, or the service itself says so',
      look: 'The reason, as above',
    },
    {
      codes: ['unfit-answer'],
      state: 'Down',
      wrong: 'The answer is not what a probe without conditions expects',
      look: 'The section of [its kind](services.md#keys-of-a-probe), on what is up without `expect`; or write one',
    },
    {
      codes: ['no-such-name'],
      state: 'Down',
      wrong: 'The name does not exist',
      look: 'The zone, and the spelling of the name',
    },
    {
      codes: ['no-address'],
      state: 'Down',
      wrong: 'The name has no address',
      look: 'The zone: `dig A` and `dig AAAA` of the name; `ip` of the probe',
    },
    {
      codes: ['refused'],
      state: 'Down',
      wrong: 'The port refuses connections',
      look: 'Whether the service runs, and on that port: `ss -ltn`',
    },
    {
      codes: ['closed'],
      state: 'Down',
      wrong: 'The connection was closed or reset before the answer',
      look: 'The log of the service, or of the proxy before it; whether the port speaks this protocol at all',
    },
    {
      codes: ['malformed'],
      state: 'Down',
      wrong: 'The answer is not of the protocol, or [has no end](conditions.md#what-is-bounded)',
      look: 'Which program answers on that port',
    },
    {
      codes: ['handshake'],
      state: 'Down',
      wrong: 'The TLS handshake failed, or the server asks for a client certificate',
      look: 'Whether the port speaks TLS, and which versions; whom the server lets in',
    },
    {
      codes: ['untrusted-certificate'],
      state: 'Down',
      wrong: 'The certificate is not of an authority that is trusted',
      look: 'The chain that the server sends; [`certificateAuthority`](configure.md#environments) for an authority of your own',
    },
    {
      codes: ['wrong-name'],
      state: 'Down',
      wrong: 'The certificate is for other names',
      look: "The server's certificate for this name; whether the name leads to that server",
    },
    {
      codes: ['expired-certificate'],
      state: 'Down',
      wrong: 'The certificate has ended, or does not hold yet',
      look: 'Its renewal; the clocks',
    },
    {
      codes: ['redirect'],
      state: 'Down',
      wrong: 'A redirect that cannot be followed: to what is no web address, or with a password in it',
      look: '`Location` of the answer; `redirects: manual`, if the redirect is what you probe',
    },
    {
      codes: ['redirect-loop'],
      state: 'Down',
      wrong: 'Redirects in a circle, or more than ten',
      look: 'The addresses in the reason',
    },
    {
      codes: ['too-large'],
      state: 'Down',
      wrong: 'The body is longer than its limit, so its JSON cannot be read',
      look: '`bodyLimit` of the probe, or a smaller answer',
    },
    {
      codes: ['forbidden-address'],
      state: 'Down',
      wrong: 'A redirect leads to [an address that is never probed](services.md#addresses-that-are-never-probed)',
      look: 'Who sends that redirect, and why',
    },
  ],
  network: [
    {
      codes: ['lookup'],
      state: 'Down or unknown',
      wrong: 'No resolver gave an answer for the name; of `dns`, your own resolvers say `SERVFAIL` to everything',
      look: 'The servers of the zone, and the resolvers: `dig NAME @RESOLVER`',
    },
    {
      codes: ['unreachable'],
      state: 'Down or unknown',
      wrong: 'There is no way to the host, or not any more',
      look: 'Routes and firewalls in between: `ip route get ADDRESS`',
    },
    {
      codes: ['timeout'],
      state: 'Down or unknown',
      wrong: 'Something did not come in time: the phase says what. Unknown at once when Waymark was too busy to listen',
      look: 'Before the connection: a firewall that drops packets, or whether the host is there at all. After it: the load and the log of the service, `timeout` of the probe',
    },
    {
      codes: ['expect', 'degraded'],
      state: 'Down, degraded or unknown',
      wrong:
        "A condition on `duration` or `rtt`, while the network failed or the machine slept: that time is not the service's",
      look: 'As above',
    },
    {
      codes: ['malformed'],
      state: 'Down or unknown',
      wrong: "Of `dns`: the environment's own resolvers answer with nonsense",
      look: 'What listens at the address of the resolver',
    },
  ],
  prober: [
    {
      codes: ['unset-variable'],
      state: 'Unknown',
      look: 'Set the variable that the reason names, in the process or in the [environment](configure.md#environments)',
    },
    {
      codes: ['invalid-target'],
      state: 'Unknown',
      look: 'Look at the values of the variables: with them, the target is none',
    },
    {
      codes: ['forbidden-address'],
      state: 'Unknown',
      look: 'The address is [never probed](services.md#addresses-that-are-never-probed), or lies outside of `networks`',
    },
    {
      codes: ['condition'],
      state: 'Unknown',
      look: 'Mend the condition: [`waymark check`](checks/services.md) has its place. One that [takes too long](conditions.md#what-is-bounded) for an answer: ask for less',
    },
    {
      codes: ['no-source'],
      state: 'Unknown',
      look: 'Declare the Prometheus that the probe asks under [`sources`](configure.md#sources), or name it by `source`',
    },
    {
      codes: ['source'],
      state: 'Unknown',
      look: 'The reason says why the source gives no answer: its address, its certificate, its headers, the query. The service may be well or not',
    },
    {
      codes: ['no-value'],
      state: 'Unknown',
      look: 'The query has no result, several, or one that is no number: [ask it by hand](services.md#promql), and make one number of it',
    },
    {
      codes: ['no-tool'],
      state: 'Unknown',
      look: 'Of `ping`: install `iputils-ping`, or let the group of the process send, by `net.ipv4.ping_group_range`',
    },
    {
      codes: ['prober'],
      state: 'Unknown',
      look: 'The reason says what the machine lacks: a DNS server, IPv6, open files, the file of `certificateAuthority`',
    },
  ],
} as const satisfies Record<string, readonly FaultDoc[]>

export type FaultCode = (typeof faultDocs)[keyof typeof faultDocs][number]['codes'][number]

/** Who is to blame for a fault. */
export type Blame = keyof typeof faultDocs
