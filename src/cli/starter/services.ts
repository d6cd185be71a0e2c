/** `guidebooks/example/services.yaml`: what runs, and how to ask it how it is. */
export function services(): string {
  return `# yaml-language-server: $schema=../../node_modules/waymark/lib/schemas/services.schema.json
# The services of this guidebook, and how to ask each one how it is.
# Holds for this folder and the folders below it. An id (\`website\`, \`website.page\`) is unique in the project.
services:
  website:
    name: Website
    # The hosts that this service answers on.
    hosts: [www.example.org]
    # Where a reader who sees it red should go.
    runbook: website-is-down.md
    probes:
      page:
        # An environment of waymark.yaml can set WEBSITE_HOST; without, it is what follows the :-
        http: GET https://\${WEBSITE_HOST:-www.example.org}/
        expect: ["status == 200"]
        degraded: ["duration > duration('2s')"]
        every: 60s
        timeout: 5s
      name:
        dns: A www.example.org
        expect: ["size(answers) > 0"]
      certificate:
        tls: www.example.org:443
        expect: ["certificate.daysLeft > 14"]
`
}
