#!/usr/bin/env bash
# Archives of the server for every platform, and their SHA-256 sums, in artifacts/release.
#
#   eng/release.sh VERSION [RID...]
#
# Without RIDs: linux-x64, linux-arm64, win-x64 (win-x64-cpu where DirectML's package is not to be had) and osx-arm64;
# eng/publish.sh says more about them. A RID that cannot be
# published here (a package is not served, a linker is missing) is reported and left out. Exit code 1 when a RID that was
# named fails, or linux-x64, or all; 2 for a wrong command line. AEGIS_RELEASE_OUT is another folder for the archives.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

version=${1:-}
if ! [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]]; then
  echo "usage: eng/release.sh VERSION [RID...], and VERSION is such as 1.2.3 or 1.2.3-rc.1" >&2
  exit 2
fi
shift
required=("$@")
[ $# -gt 0 ] || { set -- linux-x64 linux-arm64 win-x64 osx-arm64; required=(linux-x64); }

commit=$(git -C "$root" rev-parse HEAD 2>/dev/null || true)
# The same bytes from the same commit: archives carry its time.
time=$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 0)
[ -z "$commit" ] || [ -z "$(git -C "$root" status --porcelain --untracked-files=no)" ] || echo "warning: there are changes that are not committed" >&2

out=${AEGIS_RELEASE_OUT:-$root/artifacts/release}
mkdir -p "$out"
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

pack() { # NAME, beside the folder of that name; the archive has its name once it is whole
  find "$stage/$1" -exec touch -h -d "@$time" {} +
  if [[ $1 == *-win-* ]]; then
    (cd "$stage" && find "$1" -type f | LC_ALL=C sort | TZ=UTC zip -q -X -9 "$stage/$1.zip" -@) && mv "$stage/$1.zip" "$out/"
  else
    tar -C "$stage" --sort=name --mtime="@$time" --owner=0 --group=0 --numeric-owner --mode='u+w,go+rX,go-w' -cf - "$1" | gzip -9n >"$stage/$1.tar.gz" && mv "$stage/$1.tar.gz" "$out/"
  fi
}

make() { # RID; what an earlier run left of it does not stay
  name=aegis-$version-$1
  rm -f "$out/$name.zip" "$out/$name.tar.gz"
  if "$root/eng/publish.sh" "$1" "$stage/$name" "$version" "$commit" >"$stage/$1.log" 2>&1 && pack "$name"; then
    tail -n 1 "$stage/$1.log"
    made+=("$1")
    rm -rf "${stage:?}/$name"
  else
    failed+=("$1")
    echo "$1 failed: $(grep -E -m 1 'error|not found' "$stage/$1.log" || tail -n 1 "$stage/$1.log")" >&2
    return 1
  fi
}

failed=() made=()
for rid in "$@"; do
  make "$rid" || { [ "$rid" = win-x64 ] && [[ " ${required[*]} " != *" win-x64 "* ]] && make win-x64-cpu; } || true
done

# Of what this run made alone: an archive of another version may have a name that begins alike.
(cd "$out" && : >SHA256SUMS && for rid in "${made[@]}"; do sha256sum "aegis-$version-$rid".*; done | LC_ALL=C sort -k 2 >SHA256SUMS)
cat "$out/SHA256SUMS"
echo "made: ${made[*]:-none}; failed: ${failed[*]:-none}"

[ ${#made[@]} -gt 0 ] || exit 1
for rid in "${required[@]}"; do
  [[ " ${made[*]} " == *" $rid "* ]] || exit 1
done
