/** `.pre-commit-config.yaml`: checks the guidebooks before each commit. */
export function preCommitHooks(): string {
  return `# Checks the guidebooks before each commit. Once, in each clone: npm ci && pre-commit install
repos:
  - repo: local
    hooks:
      - id: waymark
        name: waymark check
        language: system
        # Only what this commit brings fails, not what was there before.
        entry: npx --no-install waymark check --since HEAD
        # A page can break the links of others, also by going away: all are looked at, whatever changed.
        pass_filenames: false
        always_run: true
`
}
