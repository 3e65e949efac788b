import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  filesOf,
  type ManifestFile,
  manifestPath,
  parseManifest,
} from "../lake/mod.ts";

/**
 * The files of a lake by its manifest, without a look at them: `lakeFiles` checks what it gives, this is for lists.
 *
 * The manifest is read again when its file has changed. None when there is no lake.
 */
export function lakeListing(root: string): readonly ManifestFile[] {
  const path = join(root, manifestPath);
  const info = statSync(path, { throwIfNoEntry: false });
  if (!info) return [];
  const state = `${info.size} ${info.mtimeMs} ${info.ino}`;
  const kept = cache.get(path);
  if (kept?.state === state) return kept.files;
  const files = filesOf(parseManifest(readFileSync(path)).lines);
  cache.set(path, { state, files });
  return files;
}

const cache = new Map<
  string,
  { readonly state: string; readonly files: readonly ManifestFile[] }
>();
