#!/bin/sh
# Builds the container image without a daemon and prints where its root file system is mounted.
# Where the official registry cannot be reached, base images are made here, under the official names, from this machine's own
# .NET and C library: enough to prove that the Dockerfile builds and that what it builds runs.
#
#   build.sh STORAGE    a folder for everything that is written; remove it with clean.sh
set -eu
storage=$1
root=$(cd "$(dirname "$0")/../../../.." && pwd)
sdk_base=mcr.microsoft.com/dotnet/sdk:10.0
runtime_base=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
# The command may be a script somewhere else; where its runtimes are it says itself.
dotnet=$(dotnet --list-runtimes | sed -n 's|^Microsoft.NETCore.App .*\[\(.*\)/shared/.*|\1|p' | tail -n 1)
b() { buildah --root "$storage/root" --runroot "$storage/run" --storage-driver vfs "$@"; }

sdk_image() {
    container=$(b from scratch)
    mount=$(b mount "$container")
    mkdir -p "$mount/usr" "$mount/etc" "$mount/tmp" "$mount/src" "$mount/root" "$mount/var"
    for link in bin lib lib64 sbin; do
        [ -L "/$link" ] && ln -s "usr/$link" "$mount/$link"
    done
    b config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin --env HOME=/root --env DOTNET_CLI_TELEMETRY_OPTOUT=1 "$container"
    b commit --quiet --rm "$container" "$sdk_base" >/dev/null
}

runtime_image() {
    container=$(b from scratch)
    mount=$(b mount "$container")
    mkdir -p "$mount/usr/share/dotnet" "$mount/usr/bin" "$mount/tmp" "$mount/etc" "$mount/lib64"
    cp -a "$dotnet/dotnet" "$dotnet/host" "$dotnet/shared" "$mount/usr/share/dotnet/"
    ln -s ../share/dotnet/dotnet "$mount/usr/bin/dotnet"
    # What the runtime and its native libraries are linked with, where the loader looks for it.
    for library in $(ldd "$dotnet/dotnet" "$dotnet"/shared/Microsoft.NETCore.App/*/*.so "$root"/artifacts/bin/Platform.Inference*/*/runtimes/linux-x64/native/*.so 2>/dev/null |
        sed -n 's/.* => \(\/[^ ]*\) .*/\1/p; s/^[[:space:]]*\(\/lib64[^ ]*\) .*/\1/p' | sort -u) $(ls /usr/lib/*-linux-gnu/libssl.so.3 /usr/lib/*-linux-gnu/libcrypto.so.3 2>/dev/null); do
        mkdir -p "$mount/$(dirname "$library")"
        cp -L "$library" "$mount/$library"
    done
    printf 'root:x:0:0::/root:/sbin/nologin\napp:x:1654:1654::/home/app:/sbin/nologin\n' >"$mount/etc/passwd"
    cp -L /etc/os-release "$mount/etc/os-release"
    b config --env PATH=/usr/bin --env APP_UID=1654 --env DOTNET_RUNNING_IN_CONTAINER=true "$container"
    b commit --quiet --rm "$container" "$runtime_base" >/dev/null
}

volumes=
if ! b pull --quiet "$runtime_base" >/dev/null 2>&1; then
    sdk_image
    runtime_image
    # The build steps borrow this machine's programs, read-only.
    volumes="--volume /usr:/usr:ro --volume /etc:/etc:ro"
    # And whatever folders of packages the repository itself restores from.
    for folder in "$root"/artifacts/*/; do
        if ls "$folder"*.nupkg >/dev/null 2>&1; then
            volumes="$volumes --volume ${folder%/}:/src/artifacts/$(basename "$folder"):ro"
        fi
    done
fi

# shellcheck disable=SC2086
b build --isolation chroot --network host --pull-never $volumes --tag inference --file "$root/app/Inference/Dockerfile" --ignorefile "$root/app/Inference/Dockerfile.dockerignore" "$root" >&2
container=$(b from --pull-never inference)
b inspect --type image --format '{{.OCIv1.Config.User}}' inference
echo
echo "$container"
b mount "$container"
