const DATE = /^(?:D:)?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:Z|([+-])(\d{2})'?(\d{2})?)?/;

/** A PDF's date (ISO 32000-1, 7.9.4) in RFC 3339; without a zone it is taken for UTC. `undefined` when it is no date. */
export function parsePdfDate(text: string): string | undefined {
  const match = DATE.exec(text.trim());
  if (match === null) return undefined;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', sign = '+', ahead, also] = match;
  const zone = `${sign}${ahead ?? '00'}:${also ?? '00'}`;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
