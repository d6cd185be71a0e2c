# Keeps the previews of open pull requests on the branch "previews", each in a folder of its own.
#
#   sh preview-pages.sh publish FOLDER   puts FOLDER at pr/$NUMBER, in place of what was there
#   sh preview-pages.sh sweep            removes the previews of pull requests that are not open any more
#
# FOLDER is data that another job made: it is measured, and nothing in it is run or written outside of pr/$NUMBER. The
# branch has one commit and no past, so what is removed is gone. The environment tells TOKEN, NUMBER and what GitHub sets
# by itself.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIT_DIR="$work/git" GIT_WORK_TREE="$work" GIT_INDEX_FILE="$work/index"
export GIT_AUTHOR_NAME='github-actions[bot]' GIT_COMMITTER_NAME='github-actions[bot]'
export GIT_AUTHOR_EMAIL='41898282+github-actions[bot]@users.noreply.github.com'
export GIT_COMMITTER_EMAIL="$GIT_AUTHOR_EMAIL"
# The token is kept in no file, and is no argument that other programs could see.
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=http.extraHeader
GIT_CONFIG_VALUE_0="Authorization: Basic $(printf 'x-access-token:%s' "$TOKEN" | base64 | tr -d '\n')"
export GIT_CONFIG_VALUE_0
git init --quiet
remote="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY"
branch=refs/heads/previews

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# The commit of the branch; empty where there is no branch.
tip() {
  listed=$(git ls-remote "$remote" "$branch") || return 1
  printf '%s' "${listed%%[[:space:]]*}"
}

# What is on the branch now, in the index. Two jobs may be here at once: the push tells by $before whether it still holds.
read_branch() {
  before=$(tip)
  rm -f "$GIT_INDEX_FILE"
  git read-tree --empty
  [ -n "$before" ] || return 0
  git fetch --quiet --depth=1 "$remote" "$branch"
  before=$(git rev-parse FETCH_HEAD)
  git read-tree FETCH_HEAD
}

# Makes the index the branch. Fails where somebody else was faster.
push_branch() {
  root=$(git write-tree) || return 1
  commit=$(git commit-tree -m 'Previews of open pull requests' "$root") || return 1
  git push --quiet --force-with-lease="$branch:$before" "$remote" "$commit:$branch"
}

# Does it on what is there, and again on what is there then. Where nobody was faster, GitHub itself refused it.
change_branch() {
  for attempt in 1 2 3 4 5; do
    read_branch
    "$@"
    ! push_branch || return 0
    [ "$(tip)" != "$before" ] || fail 'GitHub refused the push'
    sleep "$attempt"
  done
  fail 'Others were faster, five times'
}

# shellcheck disable=SC2153
put() {
  (cd "$work" && git rm -r --quiet --cached --ignore-unmatch "pr/$NUMBER")
  git read-tree --prefix="pr/$NUMBER/" "$tree"
}

# Folders of pull requests that are open, or that nothing is known of, stay.
drop() {
  for number in $closed; do
    (cd "$work" && git rm -r --quiet --cached --ignore-unmatch "pr/$number")
  done
}

publish() {
  case "$NUMBER" in
    '' | 0* | *[!0-9]*) fail 'Unexpected NUMBER, expected that of a pull request' ;;
  esac
  [ -d "$1" ] || fail "Unexpected $1, expected a folder"
  odd=$(cd "$1" && find . -mindepth 1 \( ! -type f ! -type d -o -name '.*' \) | head -n 1)
  [ -z "$odd" ] || fail "Unexpected $odd, expected files and folders that are not hidden"
  [ "$(find "$1" -type f | wc -l)" -le 20000 ] || fail 'Unexpected number of files, expected 20,000 at most'
  [ "$(du -sk "$1" | cut -f1)" -le 200000 ] || fail 'Unexpected size, expected 200 MB at most'
  (cd "$1" && git --work-tree=. -c core.autocrlf=false add --all --force .)
  tree=$(git write-tree)
  change_branch put
}

sweep() {
  read_branch
  closed=
  for number in ${before:+$(git ls-tree -d --name-only "$before" pr/ | sed -n 's,^pr/\([1-9][0-9]*\)$,\1,p')}; do
    state=$(
      printf 'header = "Authorization: Bearer %s"\n' "$TOKEN" |
        curl --silent --show-error --fail --retry 3 --max-time 60 --config - \
          "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/pulls/$number" |
        node -p 'JSON.parse(require("fs").readFileSync(0, "utf8")).state'
    ) || fail "GitHub did not say whether pull request $number is open: nothing is removed"
    [ "$state" != closed ] || closed="$closed $number"
  done
  [ -z "$closed" ] || change_branch drop
  printf 'Removed:%s\n' "${closed:- none}"
}

case "${1-}" in
  publish) publish "$2" ;;
  sweep) sweep ;;
  *) fail "Unexpected ${1-}, expected publish or sweep" ;;
esac
