import { chromiumPath } from "../browser/chromium_path.ts";
import { venv } from "../notebooks/venv.ts";

/** Something the tests need that this machine has not and that could not be installed. */
export interface Lack {
  /** What cannot be tested without it. */
  readonly part: "notebooks" | "pages in Chromium";
  /** One sentence with the command that installs it. */
  readonly message: string;
}

/** Makes what it can by itself (the Python environment, Chromium) and answers what is still missing. */
export async function lacks(): Promise<Lack[]> {
  const found: Lack[] = [];
  const attempt = async (part: Lack["part"], make: () => Promise<unknown>) => {
    await make().catch((error: Error) =>
      found.push({ part, message: error.message })
    );
  };
  await attempt("notebooks", () => venv("run", "requirements.txt"));
  await attempt("pages in Chromium", chromiumPath);
  return found;
}
