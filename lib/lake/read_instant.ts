/**
 * The instant of an RFC 3339 text with an offset: milliseconds since 1970, UTC, with microseconds as a fraction.
 *
 * Undefined for anything else: no offset, a day that is not in the calendar, hour 24, second 60. Digits beyond microseconds are cut.
 */
export function readInstant(text: string): number | undefined {
  const found = FORM.exec(text);
  if (!found) return undefined;
  const [
    ,
    year,
    month,
    day,
    hour,
    minute,
    second,
    fraction = "",
    sign,
    oh,
    om,
  ] = found;
  const micros = Number(fraction.slice(0, 6).padEnd(6, "0"));
  const days = daysIn(Number(year), Number(month));
  const fits = Number(day) >= 1 && Number(day) <= days && Number(hour) < 24 &&
    Number(minute) < 60 && Number(second) < 60 && Number(oh ?? 0) < 24 &&
    Number(om ?? 0) < 60;
  if (!fits) return undefined;
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const offset = sign === undefined
    ? 0
    : (Number(oh) * 60 + Number(om)) * (sign === "-" ? -60_000 : 60_000);
  return local - offset + micros / 1000;
}

/** Whether a text has digits beyond microseconds that are not zero. */
export function isBeyondMicros(text: string): boolean {
  return /\.\d{6}0*[1-9]/.test(text);
}

const FORM =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,30}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

function daysIn(year: number, month: number): number {
  if (month < 1 || month > 12) return 0;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2
    ? (isLeap ? 29 : 28)
    : [4, 6, 9, 11].includes(month)
    ? 30
    : 31;
}
