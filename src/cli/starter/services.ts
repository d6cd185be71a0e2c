/**
 * `guidebooks/example/services.yaml`: what runs, and how to ask it how it is. It asks the site itself, which is up as soon
 * as somebody looks at it, and no host but this machine.
 */
export function services(): string {
  return `# yaml-language-server: $schema=../../node_modules/waymark/lib/schemas/services.schema.json
# The services of this guidebook, and how to ask each one how it is.
# Holds for this folder and the folders below it. An id (\`website\`, \`website.page\`) is unique in the project.
services:
  # For a start, this is the site that you are looking at, where \`waymark dev\` and \`waymark serve\` show it on your machine.
  website:
    name: Website
    # The hosts that this service answers on.
    hosts: [127.0.0.1]
    # Where a reader who sees it red should go.
    runbook: website-is-down.md
    probes:
      page:
        # A variable of the process or of an environment can name another place; without, it is what follows the :-
        http: GET http://\${WEBSITE:-127.0.0.1:4321}/
        expect: ["status == 200"]
        degraded: ["duration > duration('5s')"]
        every: 10s
        timeout: 8s
      port:
        tcp: "\${WEBSITE:-127.0.0.1:4321}"
        every: 10s

      # Two more that most websites need. Remove each # before them, and write your own host.
      #name:
      #  dns: A www.example.org
      #  expect: ["size(answers) > 0"]
      #certificate:
      #  tls: www.example.org:443
      #  expect: ["certificate.trusted", "certificate.nameMatches", "certificate.daysLeft > 14"]
      #  every: 1h
`
}
