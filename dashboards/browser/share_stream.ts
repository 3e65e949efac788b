/** What a tab hears of a stream that it shares with its neighbours. */
export interface StreamListener {
  message(event: string, data: unknown): void;
  state(isOpen: boolean): void;
}

type Told =
  | { readonly event: string; readonly data: unknown }
  | { readonly isOpen: boolean };

/**
 * Listens to server-sent events through one connection for all tabs of this browser.
 *
 * A browser opens six connections to an origin, so a seventh tab with its own stream would hang. The tab that holds the
 * lock has the stream and tells the others; when it goes, the next one takes over.
 */
export function shareStream(
  url: string,
  events: readonly string[],
  listener: StreamListener,
): void {
  const hear = (told: Told) =>
    "event" in told
      ? listener.message(told.event, told.data)
      : listener.state(told.isOpen);
  if (!("locks" in navigator)) {
    open(url, events, hear);
    return;
  }
  const channel = new BroadcastChannel(`sightglass:${url}`);
  channel.onmessage = ({ data }: MessageEvent<Told>) => {
    hear({ isOpen: true });
    hear(data);
  };
  void navigator.locks.request(`sightglass:${url}`, () => {
    open(url, events, (told) => {
      hear(told);
      channel.postMessage(told);
    });
    return new Promise<void>(() => {});
  });
}

function open(
  url: string,
  events: readonly string[],
  tell: (told: Told) => void,
): void {
  const source = new EventSource(url);
  source.onopen = () => tell({ isOpen: true });
  source.onerror = () => tell({ isOpen: false });
  for (const event of events) {
    source.addEventListener(
      event,
      (message) =>
        tell({ event, data: JSON.parse((message as MessageEvent).data) }),
    );
  }
}
