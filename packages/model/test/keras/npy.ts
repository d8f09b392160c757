/** Numbers of a `.npy` file of float32 (NumPy format 1). */
export function float32From(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = 10 + view.getUint16(8, true);
  const text = new TextDecoder().decode(bytes.subarray(10, header));
  if (!text.includes("'<f4'")) throw new TypeError(`no float32: ${text}`);
  // A copy also of a Buffer, whose own slice() is a view.
  return new Float32Array(new Uint8Array(bytes.subarray(header)).buffer);
}
