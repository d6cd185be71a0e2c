/** `.gitlab-ci.yml`: checks and builds each merge request and the main branch. */
export function gitlabPipeline(): string {
  return `# Checks the guidebooks of each merge request and builds them; keeps the built site as an artifact.
workflow:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH

variables:
  # The whole history: a merge request is compared with what was before it, and pages know when each was last changed.
  GIT_DEPTH: "0"

default:
  image: node:24
  before_script:
    # Installs the version of Waymark that package-lock.json names: npm install --save-dev waymark
    - npm ci

check:
  script:
    # In a merge request, only what is new fails; what was there before is counted.
    - base="\${CI_MERGE_REQUEST_TARGET_BRANCH_SHA:-$CI_MERGE_REQUEST_DIFF_BASE_SHA}"
    - npx --no-install waymark check \${base:+--since "$base"} --format pretty --format junit=check.xml
  artifacts:
    when: always
    reports:
      junit: check.xml

build:
  script:
    - npx --no-install waymark build
  artifacts:
    paths:
      - dist
`
}
