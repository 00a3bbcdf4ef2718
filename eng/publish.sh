#!/usr/bin/env bash
# The server as it is delivered: one executable with everything of .NET in it; ONNX Runtime, the model and the licences
# beside it, so that nothing is unpacked at the start.
#
#   eng/publish.sh RID FOLDER [VERSION [COMMIT]]
#
# RID is linux-x64, linux-arm64, osx-arm64 or win-x64; with -cpu or -cuda behind it, it takes that build of ONNX Runtime
# (win-x64 has DirectML by itself). AEGIS_PUBLISH is aot, r2r or auto: Native AOT where this machine can link for the
# RID, ReadyToRun elsewhere. AEGIS_PUBLISH_WORK is the folder for intermediate files.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

[ $# -ge 2 ] || { sed -n '5,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; }
target=$1 folder=$2 version=${3:-} commit=${4:-}
rid=${target%-cpu} rid=${rid%-cuda}
provider=${target#"$rid"} provider=${provider#-}

# Native AOT links with the C compiler of the system that it is for.
can_link() {
  case "$rid/$(uname -s)/$(uname -m)" in
    linux-x64/Linux/x86_64 | linux-arm64/Linux/aarch64 | osx-arm64/Darwin/arm64) command -v clang >/dev/null || command -v gcc >/dev/null ;;
    *) false ;;
  esac
}

how=${AEGIS_PUBLISH:-auto}
if [ "$how" = auto ]; then
  if can_link; then how=aot; else how=r2r; fi
fi

case $how in
  aot) kind=(-p:PublishAot=true) ;;
  # Not composite: that is ready 0.14 s sooner, but 30 MB larger, and 15 MB more stay resident.
  r2r) kind=(-p:PublishSingleFile=true -p:PublishReadyToRun=true -p:PublishReadyToRunComposite=false) ;;
  *) echo "AEGIS_PUBLISH is aot, r2r or auto, not '$how'" >&2; exit 2 ;;
esac

work=${AEGIS_PUBLISH_WORK:-$root/artifacts/publish}
options=(-c Release -r "$rid" --self-contained --artifacts-path "$work/$target-$how" -o "$folder"
  -p:ContinuousIntegrationBuild=true -p:DebugType=none -p:RunAnalyzers=false "${kind[@]}")
[ -z "$provider" ] || options+=("-p:OnnxRuntimeProvider=$provider")
[ -z "$version" ] || options+=("-p:Version=$version")
[ -z "$commit" ] || options+=("-p:SourceRevisionId=$commit")

mkdir -p "$folder"
dotnet publish "$root/Aegis.EmbeddingServer" "${options[@]}"

# Symbols of Native AOT: for a debugger, not for a server.
rm -rf "$folder"/*.dbg "$folder"/*.dSYM
suffix=
[ "${rid%%-*}" != win ] || suffix=.exe
mv "$folder/Aegis.EmbeddingServer$suffix" "$folder/aegis$suffix"
cp "$root/LICENSE" "$root/NOTICE.md" "$folder/"
[ "${rid%%-*}" != linux ] || cp -r "$root/deploy/systemd" "$folder/"
echo "published $target ($how)"
