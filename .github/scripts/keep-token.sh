#!/usr/bin/env bash
# Keeps GitHub's token for the job in a file, anew every few minutes for as long as the job runs. The token that azure/login exchanged ends
# after an hour, and with it whoever signs in by the Azure CLI: https://github.com/Azure/login/issues/372. What reads a federated token file
# (Pulumi's backend and secrets provider by Azure's SDK, kubelogin) exchanges the one that it finds there whenever it needs to.
# https://docs.github.com/actions/reference/security/oidc
#
#   keep-token.sh FILE [SECONDS]     SECONDS between two tokens, 180 unless given; a token holds for five minutes
#
# Ends with 1 where there is no first token. FILE.pid names the process that goes on; the runner ends it with the job.
set -euo pipefail

file=$1
every=${2:-180}

if [ -z "${ACTIONS_ID_TOKEN_REQUEST_URL:-}" ] || [ -z "${ACTIONS_ID_TOKEN_REQUEST_TOKEN:-}" ]; then
  echo "GitHub offers this job no token; give the job the permission 'id-token: write'" >&2
  exit 1
fi

renew() {
  local answer token
  answer=$(curl --fail --silent --show-error --max-time 30 --header "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \
    "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=api%3A%2F%2FAzureADTokenExchange") || return 1
  token=$(sed -n 's/.*"value" *: *"\([^"]*\)".*/\1/p' <<< "$answer")
  if [ -z "$token" ]; then
    echo "GitHub's answer holds no token" >&2
    return 1
  fi
  # Whole or not at all, and for nobody else
  (umask 077 && printf '%s' "$token" > "$file.new") && mv "$file.new" "$file"
}

renew || exit 1
(
  while sleep "$every"; do
    renew || echo "the last token stays until the next attempt"
  done
) > "$file.log" 2>&1 < /dev/null &
echo $! > "$file.pid"
