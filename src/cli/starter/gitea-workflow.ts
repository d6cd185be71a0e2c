/** `.gitea/workflows/guidebooks.yml`: builds each change and keeps the site as an artefact. */
export function giteaWorkflow(): string {
  return `# Builds the guidebooks for each change, and keeps the built site as an artefact of the run.
name: Guidebooks

on:
  push:
    branches: [main]
  pull_request:

jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          # The whole history, so that pages know when each was last changed.
          fetch-depth: 0
      - uses: actions/setup-node@v4
        with:
          node-version: 24
      # Keeps the version of Waymark that package-lock.json names.
      - run: npm ci
        if: hashFiles('package-lock.json') != ''
      - run: npx waymark build
      # Version 4 of this action refuses to run outside github.com.
      - uses: actions/upload-artifact@v3
        with:
          name: guidebooks
          path: dist
`
}
