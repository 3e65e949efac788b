/** Where a Chromium program stands, and the environment it must be started with. */
export interface ChromiumPath {
  readonly executablePath: string;
  readonly env: Record<string, string>;
}

const system = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const cache = new URL("../../node_modules/.cache/", import.meta.url).pathname;

/**
 * The system's Chromium, else the one that npm carries, unpacked once below node_modules/.cache (210 MB, 4 s).
 *
 * The packed one brings its own NSS, expat and fonts, so it starts on a machine that has none.
 * Error: Error when the package does not fit this machine, with the command that installs a fitting one.
 */
export async function chromiumPath(): Promise<ChromiumPath> {
  const env = Deno.env.toObject();
  for (const path of system) {
    if (await exists(path)) return { executablePath: path, env };
  }
  if (Deno.build.os !== "linux" || Deno.build.arch !== "x86_64") {
    throw new Error(
      `Cannot start Chromium: none of ${
        system.join(", ")
      } is there, install it with: apt-get install chromium`,
    );
  }
  const folder = `${cache}chromium-${await packedVersion()}`;
  if (!await exists(`${folder}/ready/fonts.conf`)) {
    await unpack(`${folder}/ready`);
  }
  return {
    executablePath: `${folder}/ready/chromium`,
    env: {
      ...env,
      LD_LIBRARY_PATH: `${folder}/ready/al2023/lib`,
      FONTCONFIG_PATH: `${folder}/ready`,
    },
  };
}

async function packedVersion(): Promise<string> {
  const file = new URL(
    "../../node_modules/@sparticuz/chromium/package.json",
    import.meta.url,
  );
  return JSON.parse(await Deno.readTextFile(file)).version;
}

// The package unpacks in place below the temporary folder; several test processes may ask at once, so: own folder, then rename.
async function unpack(target: string): Promise<void> {
  await Deno.mkdir(`${target}/..`, { recursive: true });
  const own = await Deno.makeTempDir({ dir: `${target}/..` });
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      `await (await import("@sparticuz/chromium")).default.executablePath()`,
    ],
    cwd: new URL("../../", import.meta.url).pathname,
    env: { TMPDIR: own, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" },
    stdout: "null",
  });
  const { success, stderr } = await child.output();
  if (!success) {
    throw new Error(
      `Cannot unpack Chromium into "${own}": ${
        new TextDecoder().decode(stderr)
      }`,
    );
  }
  await Deno.writeTextFile(
    `${own}/fonts.conf`,
    fontsConf(`${target}/fonts`, `${target}/fonts-cache`),
  );
  await Deno.rename(own, target).catch(async (error) => {
    await Deno.remove(own, { recursive: true });
    if (!await exists(`${target}/fonts.conf`)) throw error;
  });
}

function fontsConf(folder: string, cacheFolder: string): string {
  const alias = (family: string, font: string) =>
    `<alias binding="strong"><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>${folder}</dir><dir>/usr/share/fonts</dir><cachedir>${cacheFolder}</cachedir>
${alias("sans-serif", "Open Sans")}${alias("system-ui", "Open Sans")}${
    alias("monospace", "DejaVu Sans Mono")
  }
</fontconfig>
`;
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
