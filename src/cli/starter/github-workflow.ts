const head = `# Checks the guidebooks and builds them for each change, and publishes the main branch on GitHub Pages.
# Once, in the repository: Settings > Pages > Source > "GitHub Actions".
name: Guidebooks

on:
  push:
    branches: [main]
  pull_request:
  workflow_dispatch:

permissions:
  contents: read

jobs:
`

const check = `  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with:
          # The whole history, so that a pull request is compared with what was before it.
          fetch-depth: 0
          # No token stays in .git/config, where what the project brings along could read it.
          persist-credentials: false
      - uses: actions/setup-node@v5
        with:
          node-version: 24
      # Installs the version of Waymark that package-lock.json names: npm install --save-dev waymark
      - run: npm ci
      # In a pull request, only what is new fails; what was there before is counted.
      - run: >-
          npx --no-install waymark check
          \${GITHUB_BASE_REF:+--since "origin/$GITHUB_BASE_REF"}
          --format pretty --format github=annotations.txt
      # GitHub shows them beside the lines of the change.
      - run: cat annotations.txt
        if: always() && hashFiles('annotations.txt') != ''
`

const build = `  build:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      pages: read
    steps:
      - uses: actions/checkout@v5
        with:
          # The whole history, so that pages know when each was last changed.
          fetch-depth: 0
          # No token stays in .git/config, where what the project brings along could read it.
          persist-credentials: false
      - uses: actions/setup-node@v5
        with:
          node-version: 24
      - run: npm ci
      - uses: actions/configure-pages@v5
        id: pages
        if: github.event_name != 'pull_request'
      - run: npx --no-install waymark build --base "$BASE" \${SITE:+--site "$SITE"}
        env:
          BASE: \${{ steps.pages.outputs.base_path }}/
          SITE: \${{ steps.pages.outputs.origin }}
      - uses: actions/upload-pages-artifact@v4
        with:
          path: dist
`

const publish = `  # Does not wait for the check: a site with a broken link is better at night than yesterday's.
  publish:
    needs: build
    if: github.event_name != 'pull_request'
    runs-on: ubuntu-latest
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: \${{ steps.deployment.outputs.page_url }}
    # A publication under way is finished before the next one starts.
    concurrency:
      group: pages
      cancel-in-progress: false
    steps:
      - uses: actions/deploy-pages@v4
        id: deployment
`

/** `.github/workflows/guidebooks.yml`: checks and builds each change, publishes the main branch on GitHub Pages. */
export function githubWorkflow(): string {
  return [head + check, build, publish].join('\n')
}
