#!/usr/bin/env bash
# Packs the modules that pnpm gpu:bench needs beside the sources, for a machine without network.
# Writes .gpu/modules.tar.xz, about 5 MB. Not in there: Node and onnxruntime-node.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
modules="$stage/node_modules"
mkdir -p .gpu "$modules/@presage" "$modules/@protobufjs"
store=node_modules/.pnpm/node_modules
for name in rxjs tslib zod fflate h5wasm onnx-proto protobufjs long @protobufjs/{aspromise,base64,codegen,eventemitter,fetch,float,inquire,path,pool,utf8}; do
  if [ -e "$store/$name" ]; then cp -rL "$store/$name" "$modules/$name"; fi
done
find "$modules" \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.cts' \) -delete
for name in core model; do ln -s "../../packages/$name" "$modules/@presage/$name"; done
for name in bench gpu; do ln -s "../../tools/$name" "$modules/@presage/$name"; done
tar -C "$stage" -c node_modules | xz -6 >.gpu/modules.tar.xz
ls -l .gpu/modules.tar.xz
