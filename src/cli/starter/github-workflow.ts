/** `.github/workflows/guidebooks.yml`: builds each change, publishes the main branch on GitHub Pages. */
export function githubWorkflow(): string {
  return `# Builds the guidebooks for each change, and publishes the main branch on GitHub Pages.
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
  build:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      pages: read
    steps:
      - uses: actions/checkout@v5
        with:
          # The whole history, so that pages know when each was last changed.
          fetch-depth: 0
      - uses: actions/setup-node@v5
        with:
          node-version: 24
      # Keeps the version of Waymark that package-lock.json names.
      - run: npm ci
        if: hashFiles('package-lock.json') != ''
      - uses: actions/configure-pages@v5
        id: pages
        if: github.event_name != 'pull_request'
      - run: npx waymark build --base "$BASE" \${SITE:+--site "$SITE"}
        env:
          BASE: \${{ steps.pages.outputs.base_path }}/
          SITE: \${{ steps.pages.outputs.origin }}
      - uses: actions/upload-pages-artifact@v4
        with:
          path: dist

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
}
