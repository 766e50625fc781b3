/** A UUIDv7, as `vungxanh.kernel.ids.new_id` makes them: the idempotency key of a form made in the page. */
export function uuid7() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let now = BigInt(Date.now());
  for (let i = 5; i >= 0; i--) {
    bytes[i] = Number(now & 0xffn);
    now >>= 8n;
  }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
