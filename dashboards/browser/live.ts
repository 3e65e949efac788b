import { shareStream } from "./share_stream.ts";

/** Counters as the server sends them, once a second. */
interface Counters {
  readonly system: string;
  readonly requests: number;
  readonly perSecond: number;
  readonly p99: number | null;
}

const { system, version } = document.documentElement.dataset;
const status = document.querySelector<HTMLElement>("[data-live]")!;
let seen = -1, drawn = 0;
let waiting: ReturnType<typeof setTimeout> | undefined;

shareStream("/v1/live", ["counters", "board", "results", "alert"], {
  state(isOpen) {
    status.textContent = isOpen ? "live" : "reconnecting";
    status.parentElement!.classList.toggle("on", isOpen);
  },
  message(event, data) {
    if (event === "counters") showCounters(data as Counters);
    if (event === "board") later(data as { version: string });
  },
});

function showCounters(counters: Counters): void {
  if (counters.system !== system) return;
  const { requests, perSecond, p99 } = counters;
  set("perSecond", `${perSecond.toFixed(1)} / s`);
  set(
    "p99",
    p99 === null ? "–" : `${p99 < 10 ? p99.toFixed(1) : Math.round(p99)} ms`,
  );
  set("requests", requests.toLocaleString("en-US"));
  status.textContent = perSecond > 0
    ? `live, ${requests.toLocaleString("en-US")} requests`
    : "live";
  if (requests !== seen || perSecond > 0) void redrawLive();
  seen = requests;
}

function set(counter: string, text: string): void {
  for (const each of document.querySelectorAll(`[data-counter="${counter}"]`)) {
    each.textContent = text;
  }
}

/** Fetches the strip of the last minutes, at most every two seconds and only while somebody looks. */
async function redrawLive(): Promise<void> {
  const old = document.querySelector("#live");
  if (!old || document.hidden || Date.now() - drawn < 2000) return;
  drawn = Date.now();
  const answer = await fetch(`/systems/${system}/overview/sections/live`);
  if (answer.ok) replace(old, await answer.text());
}

/** New data: the page is fetched once things are calm, and its sections exchanged where the reader stands. */
function later(board: { readonly version: string }): void {
  if (board.version === version) return;
  clearTimeout(waiting);
  waiting = setTimeout(redrawAll, 1500);
}

async function redrawAll(): Promise<void> {
  if (document.querySelector("#explore")) return;
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(
    await answer.text(),
    "text/html",
  );
  const fresh = [...page.querySelectorAll("main > section")];
  const old = [...document.querySelectorAll("main > section")];
  const same = fresh.length === old.length &&
    fresh.every((section, i) => section.id === old[i]!.id);
  if (!same) {
    document.querySelector("main")!.replaceChildren(
      ...page.querySelector("main")!.childNodes,
    );
    return;
  }
  fresh.forEach((section, i) => {
    if (section.innerHTML !== old[i]!.innerHTML) {
      old[i]!.replaceChildren(...section.childNodes);
    }
  });
}

function replace(old: Element, html: string): void {
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = page.querySelector("section");
  if (fresh) old.replaceChildren(...fresh.childNodes);
}
