import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const order =
  "math lake table profile check units report monitor features train models scoring native"
    .split(" ");
const native =
  /^(node:|@duckdb\/node-api|onnxruntime-node|nodejs-polars|usearch|@hono\/node-server|@sparticuz|playwright)/;
const root = new URL("../", import.meta.url).pathname;
const files = list("lib").concat(list("server"), list("dashboards"));
const graph = new Map(files.map((file) => [file, importsOf(file)]));

test("rooms of lib import rooms before them, through mod.ts, and nothing above lib", () => {
  expect(
    edges().filter(([from, to]) => {
      const [fromRoom, toRoom] = [room(from), room(to)];
      if (
        fromRoom === toRoom || from === "lib/mod.ts" || to === "lib/errors.ts"
      ) return false;
      const upward = order.indexOf(toRoom) > order.indexOf(fromRoom) ||
        !order.includes(toRoom);
      return from.startsWith("lib/") && (upward || !to.endsWith("/mod.ts"));
    }),
  ).toEqual([]);
});

test("unit rooms never import each other", () => {
  const unitRoom = (file: string) => file.match(/^lib\/units\/(\w+)\/./)?.[1];
  expect(
    edges().filter(([from, to]) =>
      unitRoom(from) && unitRoom(to) && unitRoom(from) !== unitRoom(to)
    ),
  ).toEqual([]);
});

test("server and dashboards import lib/mod.ts; only server/main.ts and server/cli import lib/native", () => {
  expect(
    edges().filter(([from, to]) =>
      !from.startsWith("lib/") && to.startsWith("lib/") &&
      to !== "lib/mod.ts" &&
      !(to === "lib/native/mod.ts" && /^server\/(main\.ts|cli\/)/.test(from))
    ),
  ).toEqual([]);
});

test("only lib/native and the server import native packages, and only lib/native touches files", () => {
  const above = files.filter((file) => !/^(lib\/native|server)\//.test(file));
  expect(
    above.filter((file) =>
      graph.get(file)!.some((target) => native.test(target))
    ),
  ).toEqual([]);
  expect(above.filter((file) => /\bDeno\.|\bprocess\./.test(code(file))))
    .toEqual([]);
});

test("no file imports itself through others", () => {
  const done = new Set<string>(), cycles: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
    } else if (!done.has(file)) {
      graph.get(file)?.forEach((target) => visit(target, [...path, file]));
      done.add(file);
    }
  };
  files.forEach((file) => visit(file, []));
  expect(cycles).toEqual([]);
});

function list(folder: string): string[] {
  if (!existsSync(root + folder)) return [];
  const found = readdirSync(root + folder, {
    recursive: true,
    encoding: "utf8",
  });
  return found.filter((name) => name.endsWith(".ts")).map((name) =>
    `${folder}/${name}`
  );
}

function importsOf(file: string): string[] {
  const named = code(file).matchAll(
    /^(?:import|export)\b[^;]*?\bfrom\s*"([^"]+)"|\bimport\s*\(?\s*"([^"]+)"/gm,
  );
  return [...named].map(([, from, bare]) => from ?? bare!).map((target) =>
    target === "sightglass"
      ? "lib/mod.ts"
      : target === "sightglass/native"
      ? "lib/native/mod.ts"
      : target.startsWith(".")
      ? relative(root, resolve(root, dirname(file), target))
      : target
  );
}

function edges(): [from: string, to: string][] {
  return files.flatMap((from) =>
    graph.get(from)!.filter((to) =>
      /^(lib|server|dashboards|data|test)\//.test(to)
    ).map((to): [string, string] => [from, to])
  );
}

function room(file: string): string {
  return file.startsWith("lib/") ? file.split("/")[1]! : file.split("/")[0]!;
}

// Without comments: examples in docstrings import the library by its name.
function code(file: string): string {
  return readFileSync(root + file, "utf8").replace(
    /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm,
    "",
  );
}
