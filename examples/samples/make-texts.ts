export const NOTES = `Sluice sample notes

A sluice lets water through when it is clean and the level is right. This file is plain text, in UTF-8:
naïve café, Ελληνικά, 日本語, עברית, 🌊.
`;

export const README = `# Sluice samples

Made by a script, to be sent through the pipeline.

- *photo.jpg* lies on its side and says so
- **badge.png** has a transparent background
- \`clip.mp4\` shows a day in two seconds
`;

export function makeTable(): string {
  const rows = ['reservoir,date,level_m,open'];
  const reservoirs = ['North', 'South, upper', 'The "Old" Basin'];
  for (let day = 1; day <= 28; day++) {
    for (const [i, name] of reservoirs.entries()) {
      const level = 3 + i + Math.sin((day + i * 5) / 4);
      const quoted = /[",]/.test(name) ? `"${name.replace(/"/g, '""')}"` : name;
      rows.push(`${quoted},2026-02-${String(day).padStart(2, '0')},${level.toFixed(2)},${level > 4}`);
    }
  }
  return `${rows.join('\r\n')}\r\n`;
}

export function makeRecords(): string {
  const gates = ['north', 'south', 'weir'].map((name, i) => ({ name, width_m: 2.5 + i, motors: i + 1, open: i === 1 }));
  return `${JSON.stringify({ river: 'Sluice', gates, surveyed_at: '2026-02-28T12:00:00Z' }, null, 2)}\n`;
}

/** Rows of a workbook: a day, a level and whether a gate was open. */
export function makeLevels(): (string | number | boolean | Date)[][] {
  const days = Array.from({ length: 28 }, (_, i) => new Date(Date.UTC(2026, 1, i + 1)));
  return [['date', 'level_m', 'open'], ...days.map((day, i) => [day, 3 + (i % 7) / 4, i % 7 > 3])];
}
