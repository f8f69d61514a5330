#!/bin/bash
# Registers as a runner of REPOSITORY with LABELS, does one job, and ends. The token that registers it is gone before the job starts.
set -euo pipefail
answer=$(curl --fail --silent --show-error --request POST --header "Authorization: Bearer $GITHUB_TOKEN" \
    --header "Accept: application/vnd.github+json" "https://api.github.com/repos/$REPOSITORY/actions/runners/registration-token")
unset GITHUB_TOKEN
./config.sh --unattended --ephemeral --url "https://github.com/$REPOSITORY" --token "$(jq --raw-output .token <<< "$answer")" --labels "$LABELS"
unset answer
exec ./run.sh
