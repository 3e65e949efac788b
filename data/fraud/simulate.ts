import { type Random, random } from "../../lib/mod.ts";
import {
  dayMs,
  type FraudOptions,
  fraudStart,
  fraudTruth as truth,
} from "./options.ts";

/** A card payment: what the model sees, what it said, and what is so. */
export interface Payment {
  readonly id: string;
  readonly ts: number;
  readonly card: string;
  readonly amount: number;
  readonly abroad: boolean;
  readonly deviceDays: number;
  readonly hour: number;
  readonly paymentsLastHour: number;
  readonly merchant: string;
  readonly score: number;
  readonly decision: "allow" | "review" | "block";
  /** Never known to the desk of a payment that was refused. */
  readonly fraud: boolean;
  readonly ring: boolean;
}

/** What somebody says of a payment: a chargeback, or that it was one by mistake. */
export interface Told {
  readonly id: string;
  readonly payment: string;
  readonly kind: "label" | "correction";
  readonly label: 0 | 1;
  /** When it was reported, and when it came in. */
  readonly ts: number;
  readonly arrival: number;
}

/** A whole world, in the order of time. */
export interface FraudWorld {
  readonly payments: readonly Payment[];
  readonly told: readonly Told[];
}

/** Simulates card payments and what is said of them later. The same options give the same world. */
export function simulate(options: FraudOptions): FraudWorld {
  const draw = random(`fraud ${options.seed}`);
  const payments: Payment[] = [];
  for (let day = 0; day < truth.days; day++) {
    const times = Array.from(
      { length: draw.poisson(options.payments) },
      () => Math.floor(dayMs * draw.uniform()),
    ).sort((a, b) => a - b);
    for (const time of times) {
      payments.push(pay(draw, day, time, payments.length, options.cards));
    }
  }
  const told = payments.flatMap((payment) => tell(draw, payment));
  told.sort((a, b) => a.arrival - b.arrival || (a.id < b.id ? -1 : 1));
  return { payments, told };
}

const MERCHANTS = ["food", "travel", "electronics", "games", "fashion", "cash"];
/** Weights of merchants among honest payments, and among frauds but the ring's. */
const HONEST = [40, 8, 12, 10, 20, 10], STOLEN = [8, 14, 34, 22, 10, 12];

function pay(
  draw: Random,
  day: number,
  time: number,
  number: number,
  cards: number,
): Payment {
  const fraud = draw.uniform() < truth.rate;
  const ring = fraud && day >= truth.ring.from &&
    draw.uniform() < truth.ring.share;
  const stolen = fraud && !ring;
  const amount = Math.exp(draw.normal(stolen ? 4.9 : 3.4, 1));
  const abroad = draw.uniform() < (stolen ? 0.45 : 0.05);
  const newDevice = draw.uniform() < (stolen ? 0.65 : 0.04);
  const deviceDays = Math.floor(newDevice ? 0 : 1 + 400 * draw.uniform());
  const paymentsLastHour = draw.poisson(stolen ? 1.6 : 0.15);
  const at = draw.choice([0, 1, 2, 3, 4, 5], stolen ? STOLEN : HONEST);
  const hour = Math.floor(24 * time / dayMs);
  // what a model that had learned all of this would say, and a little it does not know
  const evidence = ((Math.log(amount) - 3.4) ** 2 -
        (Math.log(amount) - 4.9) ** 2) / 2 +
    ratio(abroad, 0.45, 0.05) + ratio(newDevice, 0.65, 0.04) +
    paymentsLastHour * Math.log(1.6 / 0.15) - 1.45 +
    Math.log(STOLEN[at]! / HONEST[at]!) + draw.normal(0, 1.1);
  const score = 1 / (1 + Math.exp(-(evidence - 2.6) / 1.5));
  return {
    id: `p${String(number).padStart(6, "0")}`,
    ts: fraudStart + day * dayMs + time,
    card: `c${String(draw.integer(cards)).padStart(5, "0")}`,
    amount: Math.round(100 * amount) / 100,
    abroad,
    deviceDays,
    hour,
    paymentsLastHour,
    merchant: MERCHANTS[at]!,
    score: Math.round(1e6 * score) / 1e6,
    decision: score >= truth.block
      ? "block"
      : score >= truth.review
      ? "review"
      : "allow",
    fraud,
    ring,
  };
}

function ratio(is: boolean, stolen: number, honest: number): number {
  return is ? Math.log(stolen / honest) : Math.log((1 - stolen) / (1 - honest));
}

function tell(
  draw: Random,
  { id, ts, decision, fraud }: Payment,
): readonly Told[] {
  if (decision === "block") return [];
  const flagged = decision === "review";
  const { mistakes, delayDays, horizonDays } = truth;
  if (!fraud && draw.uniform() >= mistakes[flagged ? "flagged" : "others"]) {
    return [];
  }
  const mean = fraud
    ? delayDays[flagged ? "flagged" : "missed"]
    : mistakes.delayDays;
  // an exponential delay, given that it is under the horizon
  const within = 1 - Math.exp(-horizonDays / mean);
  const reported = ts - mean * Math.log(1 - within * draw.uniform()) * dayMs;
  const label = toldAt(id, "label", 1, reported);
  if (fraud) return [label];
  const back = label.arrival -
    mistakes.backDays * Math.log(1 - draw.uniform()) * dayMs;
  return [label, toldAt(id, "correction", 0, back)];
}

function toldAt(
  payment: string,
  kind: Told["kind"],
  label: 0 | 1,
  time: number,
): Told {
  const ts = Math.floor(time), night = truth.nightlyHour * 3_600_000;
  return {
    id: `${kind === "label" ? "l" : "x"}${payment.slice(1)}`,
    payment,
    kind,
    label,
    ts,
    arrival: Math.ceil((ts - night) / dayMs) * dayMs + night,
  };
}
