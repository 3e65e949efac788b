import process from "node:process";
import { tmpdir } from "node:os";

let folder: string | undefined;
let count = 0;

/** A path for a file that lives as long as this process; what killed processes left behind goes at the first call. */
export function temporary(suffix: string): string {
  if (folder === undefined) {
    removeStale();
    folder = Deno.makeTempDirSync({ prefix: `${PREFIX}${Deno.pid}-` });
    process.on("exit", removeTemporary);
    globalThis.addEventListener("unload", removeTemporary);
  }
  return `${folder}/${count++}${suffix}`;
}

/** Removes all temporary files now; tables that rest on them cannot be read any more. */
export function removeTemporary(): void {
  if (folder === undefined) return;
  removeFolder(folder);
  folder = undefined;
}

const PREFIX = "sightglass-read-";
const HOUR_MS = 3_600_000;

function removeStale(): void {
  const root = tmpdir();
  for (const { name } of Deno.readDirSync(root)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const path = `${root}/${name}`;
    if (Date.now() - madeAt(path) > HOUR_MS) removeFolder(path);
  }
}

/** When a folder was made; now where another process has removed it meanwhile. */
function madeAt(path: string): number {
  try {
    return Deno.statSync(path).mtime?.getTime() ?? Date.now();
  } catch {
    return Date.now();
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code !== "ESRCH";
  }
}

function removeFolder(path: string): void {
  try {
    Deno.removeSync(path, { recursive: true });
  } catch {
    // Gone already, or another user's: not worth failing a read for.
  }
}
