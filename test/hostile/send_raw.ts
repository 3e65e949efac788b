import { connect } from "node:net";

/** Sends raw bytes; answers the status, 0 when the connection was closed without one, and how long it took. */
export function sendRaw(
  port: number,
  bytes: Uint8Array,
): Promise<{ readonly status: number; readonly ms: number }> {
  const began = performance.now();
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    const end = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve({
        status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0),
        ms: performance.now() - began,
      });
    };
    const timer = setTimeout(end, 6000);
    socket.on("data", (data) => {
      text += data.toString("latin1");
      if (text.includes("\r\n\r\n")) end();
    });
    socket.on("close", end);
    socket.on("error", end);
  });
}

/** Whether an answer is what was wanted: a status, "closed-by-timeout", or no crash at all. */
export function isWanted(
  { status, ms }: { readonly status: number; readonly ms: number },
  wanted: string,
): boolean {
  if (/^\d+$/.test(wanted)) return status === Number(wanted);
  if (wanted === "closed-by-timeout") {
    return [0, 400, 403, 404, 408, 413, 415].includes(status) && ms < 5000;
  }
  return status === 0 || status >= 200 && status < 500;
}
