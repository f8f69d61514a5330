#!/bin/sh
# Removes what build.sh wrote to the folder STORAGE.
set -eu
buildah --root "$1/root" --runroot "$1/run" --storage-driver vfs rm --all >/dev/null 2>&1 || true
rm -rf "$1"
