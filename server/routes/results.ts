import { Hono } from "hono";
import { describeRoute, resolver, validator } from "hono-openapi";
import { z } from "zod";
import { type EngineRow, joinSql, type Sql, sql } from "../../lib/mod.ts";
import type { AppDeps } from "../deps.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { Problem } from "./problem.ts";
import { problemAnswers } from "./shape.ts";

const time = z.iso.datetime({ offset: true }).or(z.iso.date());

const filters = z.object({
  system: z.string().max(128).optional(),
  from: time.optional().describe("Windows that start at or after"),
  to: time.optional().describe("Windows that start before"),
  room: z.string().max(64).optional(),
  id: z.string().max(128).optional().describe("The unit: drift/psi"),
  check: z.string().max(512).optional(),
  column: z.string().max(512).optional(),
  verdict: z.enum(["pass", "warn", "fail", "unknown"]).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().max(1024).optional(),
});

const result = z.object({
  system: z.string(),
  check: z.string(),
  id: z.string(),
  room: z.string(),
  columns: z.record(z.string(), z.unknown()),
  slice: z.record(z.string(), z.string().nullable()).nullable(),
  window: z.object({ from: z.string(), to: z.string() }).nullable(),
  value: z.number().nullable(),
  unit: z.string(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
  pValue: z.number().nullable(),
  effect: z.number().nullable(),
  error: z.number().nullable(),
  condition: z.string(),
  verdict: z.string(),
  severity: z.string(),
  n: z.object({ reference: z.number().nullable(), current: z.number() }),
  explanation: z.string(),
  details: z.record(z.string(), z.unknown()),
  evidence: z.record(z.string(), z.unknown()).nullable(),
});

/** `GET /v1/results`: what checks found, newest window first, by page. */
export function resultRoutes({ board }: AppDeps): Hono {
  return new Hono().get(
    "/v1/results",
    describeRoute({
      summary: "What checks found",
      responses: {
        200: {
          description: "Results, newest window first",
          content: {
            "application/json": {
              schema: resolver(
                z.object({
                  items: z.array(result),
                  next: z.string().nullable(),
                }),
              ),
            },
          },
        },
        ...problemAnswers(400, 503),
      },
    }),
    validator("query", filters, (found) => {
      if (!found.success) throw badQuery(found.error);
    }),
    async (c) => {
      const { limit, cursor, ...asked } = c.req.valid("query");
      const rows = await board.ask(
        sql`select *, epoch_ms(window_from) as from_ms, epoch_ms(window_to) as to_ms from result
          where ${joinSql(conditions(asked, cursor), " and ")}
          order by window_from desc, system, check_name limit ${limit + 1}`,
      );
      const page = rows.slice(0, limit), last = page.at(-1);
      return c.json({
        items: page.map(resultOf),
        next: rows.length > limit && last
          ? writeCursor([
            Number(last.from_ms),
            String(last.system),
            String(last.check_name),
          ])
          : null,
      });
    },
  );
}

/** A problem that names the first wrong query parameter. */
export function badQuery(
  issues: readonly { path?: unknown; message: string }[],
) {
  const { path, message } = issues[0]!;
  return new Problem(
    400,
    "bad_request",
    `Cannot read query parameter "${
      Array.isArray(path) ? path.map(String).join(".") : ""
    }": ${message}`,
  );
}

function conditions(
  { system, from, to, room, id, check, column, verdict }: Omit<
    z.infer<typeof filters>,
    "limit" | "cursor"
  >,
  cursor: string | undefined,
): readonly Sql[] {
  const equal = (name: Sql, value: string | undefined) =>
    value === undefined ? [] : [sql`${name} = ${value}`];
  return [
    sql`true`,
    ...equal(sql`system`, system),
    ...equal(sql`room`, room),
    ...equal(sql`id`, id),
    ...equal(sql`check_name`, check),
    ...equal(sql`column_name`, column),
    ...equal(sql`verdict`, verdict),
    ...(from === undefined ? [] : [sql`window_from >= ${instant(from)}`]),
    ...(to === undefined ? [] : [sql`window_from < ${instant(to)}`]),
    ...(cursor === undefined ? [] : [after(cursor)]),
  ];
}

/** A date or time with offset as a timestamp in UTC. */
export function instant(text: string): Sql {
  return sql`make_timestamp_ms(${Date.parse(text)}::bigint)`;
}

function after(cursor: string): Sql {
  const [from, system, check] = readCursor(cursor, 3);
  const at = sql`make_timestamp_ms(${Number(from)}::bigint)`;
  return sql`(window_from < ${at} or (window_from = ${at} and (system, check_name) > (${
    String(system)
  }, ${String(check)})))`;
}

function resultOf(row: EngineRow) {
  const json = (cell: unknown) =>
    typeof cell === "string" ? JSON.parse(cell) : null;
  const iso = (ms: unknown) =>
    ms === null ? null : new Date(Number(ms)).toISOString();
  return {
    system: row.system,
    check: row.check_name,
    id: row.id,
    room: row.room,
    columns: json(row.columns),
    slice: json(row.slice),
    window: row.from_ms === null
      ? null
      : { from: iso(row.from_ms), to: iso(row.to_ms) },
    value: row.value,
    unit: row.unit,
    interval: row.low === null ? null : [row.low, row.high],
    pValue: row.p_value,
    effect: row.effect,
    error: row.error,
    condition: row.condition,
    verdict: row.verdict,
    severity: row.severity,
    n: { reference: row.n_reference, current: row.n_current },
    explanation: row.explanation,
    details: json(row.details) ?? {},
    evidence: json(row.evidence),
  };
}
