import { Temporal } from 'temporal-polyfill';

export type CycleUnit = 'DAY' | 'WEEK' | 'MONTH' | 'YEAR';

const MINUTE_MS = 60_000;
const QUARTER_HOUR_MS = 15 * MINUTE_MS;
const FIXED_ZONE = /^(?:GMT|UTC)(?:([+-])(\d{1,2})(?::?([0-5]\d))?)?$/i;
const CALENDAR_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const WALL_CLOCK = /^(\d{4}-\d{2}-\d{2})(?: ([01]\d|2[0-3]):([0-5]\d):([0-5]\d))?$/;
const FIRST_YEAR = 1900;
const MAX_ZONES_KEPT = 1000;
const MAX_OFFSETS_KEPT = 2000;

type Zone = { kind: 'fixed'; offsetMs: number } | { kind: 'named'; offsetMsAt: (at: Date) => number };

const zones = new Map<string, Zone>();

/** True for an IANA zone name ('Europe/Berlin') or a distance in the platform's form ('GMT+02:00' is two hours ahead of UTC). */
export function isZone(text: string): boolean {
  return findZone(text) !== undefined;
}

/** The instant as 'YYYY-MM-DD HH:mm:ss' on the clocks of the zone. Throws RangeError for an unknown zone. */
export function wallClock(at: Date, zone: string): string {
  const iso = shiftToZone(at, zone);
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

/** The calendar day of the instant in the zone, 'YYYY-MM-DD'. Throws RangeError for an unknown zone. */
export function calendarDate(at: Date, zone: string): string {
  return shiftToZone(at, zone).slice(0, 10);
}

/**
 * Reads 'YYYY-MM-DD HH:mm:ss' or 'YYYY-MM-DD' (midnight) on the clocks of the zone. Undefined when the text is no such
 * time. A time that the clocks skip in spring is read one hour later; one that they show twice in autumn is the first.
 * Throws RangeError for an unknown zone.
 */
export function parseWallClock(text: string, zone: string): Date | undefined {
  const match = WALL_CLOCK.exec(text);
  const date = match?.[1];
  if (match === null || date === undefined || !isCalendarDate(date)) return undefined;
  const iso = `${date}T${match[2] ?? '00'}:${match[3] ?? '00'}:${match[4] ?? '00'}`;
  const known = zoneOf(zone);
  if (known.kind === 'fixed') return new Date(Date.parse(`${iso}Z`) - known.offsetMs);
  const local = Temporal.PlainDateTime.from(iso);
  return new Date(local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds);
}

/** True for an existing day 'YYYY-MM-DD' from 1900 to 9999; '2023-02-29' and '0000-00-00' are refused. */
export function isCalendarDate(text: string): boolean {
  const match = CALENDAR_DATE.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= FIRST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/**
 * The anchor moved by `count` units (negative goes back). Always count from the anchor and never from the last date:
 * 31 January plus one month is 28 or 29 February, plus two months is 31 March. For cycles of several units multiply:
 * the fifth quarter is addCycles(anchor, 5 * 3, 'MONTH'). Throws RangeError for a bad anchor or count, or when the
 * result leaves the years 1900 to 9999.
 */
export function addCycles(anchor: string, count: number, unit: CycleUnit): string {
  if (!isCalendarDate(anchor)) throw new RangeError(`no calendar date: ${JSON.stringify(anchor)}`);
  if (!Number.isSafeInteger(count)) throw new RangeError('count of cycles has to be a whole number');
  const moved = Temporal.PlainDate.from(anchor).add(duration(count, unit), { overflow: 'constrain' }).toString();
  if (!isCalendarDate(moved)) throw new RangeError('date is out of range');
  return moved;
}

function duration(count: number, unit: CycleUnit): Temporal.DurationLike {
  switch (unit) {
    case 'DAY':
      return { days: count };
    case 'WEEK':
      return { weeks: count };
    case 'MONTH':
      return { months: count };
    case 'YEAR':
      return { years: count };
  }
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function shiftToZone(at: Date, zoneName: string): string {
  const zone = zoneOf(zoneName);
  const offsetMs = zone.kind === 'fixed' ? zone.offsetMs : zone.offsetMsAt(at);
  return new Date(at.getTime() + offsetMs).toISOString();
}

function zoneOf(text: string): Zone {
  const zone = findZone(text);
  if (zone === undefined) throw new RangeError(`unknown time zone ${JSON.stringify(text)}`);
  return zone;
}

function findZone(text: string): Zone | undefined {
  const kept = zones.get(text);
  if (kept !== undefined) return kept;
  const zone = fixedZone(text) ?? namedZone(text);
  if (zone === undefined) return undefined;
  // Names differ in upper and lower case too, so what callers send could fill the memory.
  if (zones.size >= MAX_ZONES_KEPT) zones.clear();
  zones.set(text, zone);
  return zone;
}

function fixedZone(text: string): Zone | undefined {
  const match = FIXED_ZONE.exec(text);
  if (match === null) return undefined;
  const minutes = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
  if (minutes > 14 * 60) return undefined;
  return { kind: 'fixed', offsetMs: (match[1] === '-' ? -minutes : minutes) * MINUTE_MS };
}

function namedZone(text: string): Zone | undefined {
  // Newer engines take bare distances like '+02:00' as well; only names are zones here, on every engine.
  if (!/^[A-Za-z]/.test(text)) return undefined;
  const format = zoneFormat(text);
  return format === undefined ? undefined : { kind: 'named', offsetMsAt: keptOffsets(format) };
}

function zoneFormat(zone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
}

/** Clocks only change at quarter hours since 1972, so one look at the calendar serves every instant of a quarter hour. */
function keptOffsets(format: Intl.DateTimeFormat): (at: Date) => number {
  const offsets = new Map<number, number>();
  return (at) => {
    if (at.getTime() < Date.UTC(1972, 0, 1)) return offsetMs(format, at);
    const quarterHour = Math.floor(at.getTime() / QUARTER_HOUR_MS);
    const kept = offsets.get(quarterHour);
    if (kept !== undefined) return kept;
    const offset = offsetMs(format, at);
    if (offsets.size >= MAX_OFFSETS_KEPT) offsets.clear();
    offsets.set(quarterHour, offset);
    return offset;
  };
}

function offsetMs(format: Intl.DateTimeFormat, at: Date): number {
  const part = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const shown = Date.UTC(
    part.get('year') ?? 0,
    (part.get('month') ?? 1) - 1,
    part.get('day') ?? 1,
    part.get('hour') ?? 0,
    part.get('minute') ?? 0,
    part.get('second') ?? 0,
  );
  return shown - Math.floor(at.getTime() / 1000) * 1000;
}
