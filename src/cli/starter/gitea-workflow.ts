/** `.gitea/workflows/guidebooks.yml`: checks and builds each change, and keeps the site as an artefact. */
export function giteaWorkflow(): string {
  return `# Checks the guidebooks and builds them for each change; keeps the built site as an artefact of the run.
name: Guidebooks

on:
  push:
    branches: [main]
  pull_request:

jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          # The whole history, so that a pull request is compared with what was before it.
          fetch-depth: 0
          # No token stays in .git/config, where what the project brings along could read it.
          persist-credentials: false
      - uses: actions/setup-node@v4
        with:
          node-version: 24
      # Installs the version of Waymark that package-lock.json names: npm install --save-dev waymark
      - run: npm ci
      # In a pull request, only what is new fails; what was there before is counted.
      - run: npx --no-install waymark check \${GITHUB_BASE_REF:+--since "origin/$GITHUB_BASE_REF"}

  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          # The whole history, so that pages know when each was last changed.
          fetch-depth: 0
          # No token stays in .git/config, where what the project brings along could read it.
          persist-credentials: false
      - uses: actions/setup-node@v4
        with:
          node-version: 24
      - run: npm ci
      - run: npx --no-install waymark build
      # Version 4 of this action refuses to run outside github.com.
      - uses: actions/upload-artifact@v3
        with:
          name: guidebooks
          path: dist
`
}
