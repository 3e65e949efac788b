import { join } from "node:path";
import { random as seeded } from "../../lib/mod.ts";
import { react } from "../../data/streamflix/behaviour.ts";
import { type HiddenUser, makeWorld } from "../../data/streamflix/world.ts";
import type { ServedSystem } from "../deps.ts";
import type { LiveHub } from "../live_hub.ts";
import { traffic } from "../jobs/traffic.ts";
import type { StreamflixDeps } from "../systems/streamflix.ts";

/** Settings of the demo's visitors. */
export interface StreamflixTrafficOptions {
  /** Requests a second. */
  readonly rate: number;
  /** The folder of the world. */
  readonly root: string;
  /** Where the server answers. */
  readonly address: string;
  readonly system: ServedSystem;
  readonly deps: Pick<StreamflixDeps, "view" | "users">;
  readonly hub: LiveHub;
  /** The demo's clock. Milliseconds since 1970, UTC. */
  readonly clock: () => number;
}

/** Lets the people of the demo world come back: they ask over HTTP and click by their hidden tastes. */
export async function streamflixTraffic(
  { rate, root, address, system, deps, hub, clock }: StreamflixTrafficOptions,
): Promise<{ stop(): Promise<void> }> {
  const { options } = JSON.parse(
    await Deno.readTextFile(join(root, "world.json")),
  );
  const world = makeWorld(options, seeded(`streamflix/${options.seed}`));
  const chance = seeded(`traffic/${clock()}`);
  const users = world.users.filter(({ id }) => deps.users.has(id));
  const weights = cumulative(users);
  const byId = new Map(users.map((user) => [user.id, user]));
  const still = { clickShift: 0, drift: 0 };
  return traffic({
    rate,
    random: () => chance.uniform(),
    next() {
      const user = users[drawn(weights, chance.uniform())]!;
      return {
        entity: user.id,
        context: { device: user.device, country: user.country },
      };
    },
    async ask(visitor) {
      const answer = await fetch(`${address}/v1/score/${system.name}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(visitor),
      });
      if (!answer.ok) {
        await answer.body?.cancel();
        throw new Error(`Cannot visit: status is ${answer.status}`);
      }
      return await answer.json();
    },
    async react({ entity, context }, { requestId, items }) {
      const titles = items.map(({ item }) => world.titles[item]!);
      const { outcomes } = react(
        {
          requestId,
          ts: clock(),
          device: String(context.device),
          user: byId.get(entity)!,
          titles,
          fame: titles.map(({ id }) =>
            deps.view.popularity7d(id) + Math.log(world.titles.length)
          ),
        },
        still,
        chance.fork(requestId),
      );
      // Shown at once, so that a newcomer sees it move: only the label's own time is late.
      await system.append(outcomes);
      for (const outcome of outcomes) {
        system.observe(outcome);
        hub.reacted(system.name, outcome);
      }
    },
  });
}

function cumulative(users: readonly HiddenUser[]): Float64Array {
  let sum = 0;
  return Float64Array.from(users, ({ rate }) => sum += rate);
}

function drawn(weights: Float64Array, share: number): number {
  const target = share * weights.at(-1)!;
  let low = 0, high = weights.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (weights[middle]! < target) low = middle + 1;
    else high = middle;
  }
  return low;
}
