/**
 * The CRC-32C (Castagnoli) of bytes, as an unsigned 32-bit number.
 *
 * crc32c("123456789") is 0xE3069283; 0 for no bytes. Source: RFC 3720, appendix B.4; four bytes a step (slicing-by-4).
 */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff, at = 0;
  for (const whole = bytes.length - 3; at < whole; at += 4) {
    crc ^= bytes[at]! | bytes[at + 1]! << 8 | bytes[at + 2]! << 16 |
      bytes[at + 3]! << 24;
    crc = tables[768 + (crc & 255)]! ^ tables[512 + (crc >>> 8 & 255)]! ^
      tables[256 + (crc >>> 16 & 255)]! ^
      tables[crc >>> 24]!;
  }
  for (; at < bytes.length; at++) {
    crc = tables[(crc ^ bytes[at]!) & 255]! ^ crc >>> 8;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const polynomial = 0x82f63b78;
const tables = makeTables();

function makeTables(): Int32Array {
  const made = new Int32Array(1024);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) {
      crc = crc & 1 ? crc >>> 1 ^ polynomial : crc >>> 1;
    }
    made[byte] = crc;
  }
  for (let at = 256; at < 1024; at++) {
    made[at] = made[at - 256]! >>> 8 ^ made[made[at - 256]! & 255]!;
  }
  return made;
}
