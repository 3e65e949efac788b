import { expect, test } from "vitest";
import { eventSchema, judgeEvent, scanJson } from "../../lib/lake/mod.ts";

const now = Date.UTC(2026, 5, 1);
const schemas = [
  eventSchema({
    system: "shop",
    models: ["m", "ranker"],
    features: {
      a: "double",
      seg: "string",
      n: "integer",
      price: "decimal",
      at: "time",
      ok: "boolean",
      tags: { list: "string" },
      free: "json",
    },
    label: "boolean",
  }),
];

/** The reason why a prediction with other members is refused; "good" when it is not. */
function fate(members: string, features = "{}", score = "0.5"): string {
  const text =
    `{"event_id":"e","ts":"2026-01-01T00:00:00Z","model":"m","features":${features},"score":${score}${members}}`;
  const { bad } = judgeEvent(scanJson(text, 0, { literals: true }), {
    schemas,
    now,
  });
  return bad?.reason ?? "good";
}

/** What is stored of a feature. */
function stored(name: string, literal: string): unknown {
  const text =
    `{"event_id":"e","ts":"2026-01-01T00:00:00Z","model":"m","features":{"${name}":${literal}},"score":1}`;
  const { good, bad } = judgeEvent(scanJson(text, 0, { literals: true }), {
    schemas,
    now,
  });
  return bad?.reason ?? JSON.parse(`{"":0${good!.members}}`).features[name];
}

test("an event by its model is a prediction of the model's system, with its instant", () => {
  const text =
    '{"event_id":"e","ts":"2026-01-01T02:00:00.25+02:00","model":"ranker@7","features":{"a":null},"score":1}';
  expect(judgeEvent(scanJson(text), { schemas, now })).toEqual({
    good: {
      system: "shop",
      kind: "prediction",
      event_id: "e",
      ts: Date.UTC(2026, 0, 1) + 250,
      members: ',"features":{"a":null},"model":"ranker@7","score":1',
    },
  });
});

test("each rule refuses with its own reason", () => {
  expect(fate("")).toBe("good");
  expect(fate(',"colour":"red"')).toBe("unknown_field");
  expect(fate("", '{"b":1}')).toBe("unknown_field");
  expect(fate("", "null")).toBe("missing_field");
  expect(fate("", "{}", "null")).toBe("missing_field");
  expect(fate("", "{}", "1.01")).toBe("out_of_range");
  expect(fate("", "{}", "true")).toBe("wrong_type");
  expect(fate(',"kind":"quarantine"')).toBe("unknown_kind");
  expect(fate(',"system":"other"')).toBe("unknown_system");
  expect(fate(',"system":"shop"')).toBe("good");
  expect(fate(',"request_id":7')).toBe("wrong_type");
  const many = Array.from({ length: 1001 }, (_, n) => `"f${n}":0`);
  expect(fate("", `{${many.join()}}`)).toBe("too_many_features");
  const id = (text: string) =>
    judgeEvent(scanJson(`{"event_id":${JSON.stringify(text)}}`), {
      schemas,
      now,
    }).bad?.reason;
  expect(id("x".repeat(129))).toBe("bad_event_id");
  expect(id("a\nb")).toBe("bad_event_id");
  expect(id("a\u007f")).toBe("bad_event_id");
  expect(id("😀".repeat(128))).toBe("missing_ts");
  expect(id("😀".repeat(129))).toBe("bad_event_id");
});

test("ts lies between 2000 and a day ahead", () => {
  const ts = (text: string) =>
    judgeEvent(
      scanJson(
        `{"event_id":"e","ts":"${text}","model":"m","features":{},"score":1}`,
      ),
      { schemas, now },
    ).bad?.reason ?? "good";
  expect(ts("1999-12-31T23:59:59.999Z")).toBe("ts_too_old");
  expect(ts("2000-01-01T00:00:00Z")).toBe("good");
  expect(ts("2026-06-02T00:00:00Z")).toBe("good");
  expect(ts("2026-06-02T00:00:00.001Z")).toBe("ts_in_future");
  expect(ts("yesterday")).toBe("bad_ts");
});

test("exact numbers stay exact: text for decimals and for whole numbers that a double cannot hold", () => {
  expect(stored("price", "9007199254740993")).toBe("9007199254740993");
  expect(stored("price", "12345678901234567890.123456789")).toBe(
    "12345678901234567890.123456789",
  );
  expect(stored("price", "-1.50e2")).toBe("-150");
  expect(stored("price", "1e-10")).toBe("out_of_range");
  expect(stored("price", "1e29")).toBe("out_of_range");
  expect(stored("price", "0e999")).toBe("0");
  expect(stored("seg", "9007199254740993")).toBe("9007199254740993");
  expect(stored("seg", "5")).toBe("wrong_type");
  expect(stored("a", "9007199254740993")).toBe("big_integer");
  expect(stored("free", '{"x":[9007199254740993]}')).toBe("big_integer");
  expect(stored("n", "9007199254740991")).toBe(9007199254740991);
  expect(stored("n", "5.0")).toBe(5);
  expect(stored("n", "5.5")).toBe("out_of_range");
  expect(stored("n", "1e300")).toBe("out_of_range");
});

test("other types take their own values only", () => {
  expect(stored("ok", "1")).toBe("wrong_type");
  expect(stored("at", '"2026-01-01"')).toBe("wrong_type");
  expect(stored("at", '"2026-01-01T00:00:00+01:00"')).toBe(
    "2026-01-01T00:00:00+01:00",
  );
  expect(stored("tags", '["x",null]')).toEqual(["x", null]);
  expect(stored("tags", '["x",1]')).toBe("wrong_type");
  expect(stored("a", '"1"')).toBe("wrong_type");
});

test("a label has its system's type, and only labels are taken where labels go", () => {
  const label = (members: string, kinds = ["label", "correction"]) =>
    judgeEvent(
      scanJson(
        `{"event_id":"l","ts":"2026-01-01T00:00:00Z","system":"shop","request_id":"r"${members}}`,
      ),
      { schemas, now, kind: "label", kinds },
    ).bad?.reason ?? "good";
  expect(label(',"label":true')).toBe("good");
  expect(label(',"label":1')).toBe("wrong_type");
  expect(label(',"label":false,"kind":"correction"')).toBe("good");
  expect(label(',"kind":"click","item":"i"')).toBe("unknown_kind");
});

test("eventSchema() refuses names that are one column", () => {
  expect(() =>
    eventSchema({ system: "s", features: { A: "double", a: "double" } })
  ).toThrow('Cannot use the schema of "s": "a" and "A" are one column');
});
