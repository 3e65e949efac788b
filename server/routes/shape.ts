import { resolver } from "hono-openapi";
import { z } from "zod";
import { Problem } from "./problem.ts";

/** A value in the shape asked for. Errors: Problem 400 that names the first wrong field. */
export function readShape<T>(
  schema: z.ZodType<T>,
  value: unknown,
  what: string,
): T {
  const found = schema.safeParse(value);
  if (found.success) return found.data;
  const { path, message } = found.error.issues[0]!;
  const at = path.length ? `"${path.map(String).join(".")}" in ${what}` : what;
  throw new Problem(
    400,
    "bad_request",
    `Cannot read ${at}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`,
  );
}

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string().describe("Stable: programs decide by it"),
  detail: z.string(),
});

/** The error answers of a route, for its description. */
export function problemAnswers(...statuses: readonly number[]) {
  return Object.fromEntries(statuses.map((status) => [status, {
    description: "A problem with a stable `code`",
    content: { "application/problem+json": { schema: resolver(problem) } },
  }]));
}
