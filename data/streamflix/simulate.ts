import { setImmediate } from "node:timers";
import { type Model, onlineView, random as seeded } from "../../lib/mod.ts";
import { deploy, type Deployed, openArms } from "./arms.ts";
import { react, truth, type WatchOutcome } from "./behaviour.ts";
import { type Conditions, conditionsOf } from "./incidents.ts";
import { learn, type Logged, type Trained } from "./learn.ts";
import { dayMs, scheduleOf, type WorldOptions, worldStart } from "./options.ts";
import { pendingOutcomes } from "./pending.ts";
import { type Visit, visitsOf } from "./traffic.ts";
import { makeWorld, type World } from "./world.ts";

/** A day of requests with all that came of them, and what truly held. */
export interface DayLog {
  readonly day: number;
  readonly requests: readonly Logged[];
  readonly conditions: Conditions;
  /** Mean over users at the end of the day, -1..1. */
  readonly satisfaction: number;
  /** Expected clicks a shown item under the true probabilities. */
  readonly expectedClickRate: number;
}

/** What the simulation hands out as it goes. */
export interface SimulationSink {
  /** Once, before the first day. */
  world(world: World): Promise<void>;
  /** A day is over; its outcomes are complete, also those that arrive later. */
  day(log: DayLog): Promise<void>;
  /** A model was trained on `week`; the sink stores it and opens it as it will be served. */
  model(trained: Trained, week: readonly Logged[]): Promise<Model>;
}

/** Runs a world from its first day to its last through the system that serves. */
export async function simulate(
  options: WorldOptions,
  sink: SimulationSink,
): Promise<void> {
  const root = seeded(`streamflix/${options.seed}`);
  const world = makeWorld(options, root);
  await sink.world(world);
  const live = begin(world, root);
  const schedule = scheduleOf(options.days);
  for (let day = 0; day < options.days; day++) {
    if (day === schedule.rankerOne || day === schedule.rankerTwo) {
      const week = live.recent.flat();
      const trained = learn(
        live.deployed.length + 1,
        worldStart + day * dayMs,
        live.history,
        week,
        root.fork(`als/${day}`),
      );
      live.deployed.push(deploy(trained, await sink.model(trained, week)));
    }
    await sink.day(await runDay(live, day, conditionsOf(day, schedule)));
  }
  for (const { model } of live.deployed) await model.close();
}

/** All that lives from day to day. */
type Live = ReturnType<typeof begin>;

function begin(world: World, root: ReturnType<typeof seeded>) {
  const titles = new Map(world.titles.map((title) => [title.id, title]));
  return {
    world,
    root,
    titles,
    users: new Map(world.users.map((user) => [user.id, user])),
    view: onlineView({
      groupOf: (item) => titles.get(item)!.genre,
      items: titles.keys(),
      refreshMs: 3_600_000,
    }),
    satisfaction: new Float64Array(world.users.length),
    pending: pendingOutcomes(),
    /** Clicks and watches so far. */
    history: [] as WatchOutcome[],
    deployed: [] as Deployed[],
    /** The last seven days. */
    recent: [] as Logged[][],
    clock: simulatedClock(root.fork("latency").gamma),
    chance: root.fork("pipeline"),
  };
}

async function runDay(
  live: Live,
  day: number,
  conditions: Conditions,
): Promise<DayLog> {
  const { world, root, satisfaction, recent } = live;
  const armOf = openArms(
    { ...live, clock: live.clock.read, random: live.chance },
    live.deployed,
    conditions,
  );
  const chance = root.fork(`visits/${day}`);
  const visits = visitsOf(day, world.users, satisfaction, conditions, chance);
  const requests: Logged[] = [];
  let expected = 0, shown = 0;
  for (const [number, visit] of visits.entries()) {
    if (number % 10 === 0) await turn();
    const requestId = `r${day}-${number}`;
    for (const outcome of live.pending.until(visit.ts)) {
      live.view.observe(outcome);
    }
    live.clock.set(visit.ts);
    const { event } = await armOf(visit.user)({
      requestId,
      entity: visit.user.id,
      context: { device: visit.device, country: visit.user.country },
    });
    live.view.observe(event);
    const titles = event.items.map(({ item }) => live.titles.get(item)!);
    const fame = titles.map(({ id }) =>
      live.view.popularity7d(id) + Math.log(live.titles.size)
    );
    const reaction = react(
      { requestId, ...visit, titles, fame },
      conditions,
      root.fork(requestId),
    );
    expected += reaction.expectedClicks;
    shown += titles.length;
    settle(satisfaction, visit, reaction.reward);
    live.pending.add(reaction.outcomes);
    live.history.push(
      ...reaction.outcomes.filter(({ clicked, watched }) => clicked || watched),
    );
    const outcomes = new Map(reaction.outcomes.map((o) => [o.item, o]));
    requests.push({ event, outcomes });
  }
  recent.push(requests);
  if (recent.length > 7) recent.shift();
  return {
    day,
    requests,
    conditions,
    satisfaction: satisfaction.reduce((a, b) => a + b, 0) / satisfaction.length,
    expectedClickRate: expected / Math.max(shown, 1),
  };
}

/** Lets what is written beside go on: popularity alone never leaves the microtasks. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function settle(
  satisfaction: Float64Array,
  { user: { number } }: Visit,
  reward: number,
): void {
  const old = satisfaction[number]!;
  satisfaction[number] = old + truth.satisfaction.pace * (reward - old);
}

/** A clock that stands at a visit and moves a little at each reading, so that stages take time. */
function simulatedClock(gamma: (shape: number, scale: number) => number) {
  let now = 0;
  return {
    set(ts: number) {
      now = ts;
    },
    read() {
      const at = now;
      now += gamma(2, 0.12);
      return at;
    },
  };
}
