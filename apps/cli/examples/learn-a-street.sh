#!/bin/sh
# Learns a street from the first 40 s of a clip, looks at what was learned, and watches the rest:
#   apps/cli/examples/learn-a-street.sh out/street
set -eu
cd "$(dirname "$0")/../../.."
out=${1:-out/street}
presage() { node --conditions=@presage/source apps/cli/src/main.ts "$@"; }

mkdir -p "$out"
presage learn apps/cli/assets/vtest.mp4 --duration 40 --max-minutes 0.3 --model "$out/street.onnx"
presage inspect "$out/street.onnx"
presage score apps/cli/assets/vtest.mp4 --start 40 --model "$out/street.onnx" --out "$out/report"
