import process from "node:process";

let folder: string | undefined;
let count = 0;

/** A path for a file that lives as long as this process; the folder is removed at its end. */
export function temporary(suffix: string): string {
  if (folder === undefined) {
    folder = Deno.makeTempDirSync({ prefix: "sightglass-" });
    process.on("exit", removeTemporary);
  }
  return `${folder}/${count++}${suffix}`;
}

/** Removes all temporary files now; tables that rest on them cannot be read any more. */
export function removeTemporary(): void {
  if (folder === undefined) return;
  try {
    Deno.removeSync(folder, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  folder = undefined;
}
