export type Luminance = { readonly values: Uint8Array; readonly width: number; readonly height: number };

export type EdgeFacts = {
  /** Share of pixels like their right and lower neighbours: drawn surfaces are flat, what a lens saw is not. */
  readonly flat: number;
  /** Share of pixels at a hard edge. */
  readonly edges: number;
};

export function measureLuminance({ data, width, height }: { data: Buffer; width: number; height: number }): Luminance {
  const values = new Uint8Array(width * height);
  for (let at = 0; at < values.length; at += 1) {
    values[at] = ((data[at * 3] ?? 0) * 77 + (data[at * 3 + 1] ?? 0) * 151 + (data[at * 3 + 2] ?? 0) * 28) >> 8;
  }
  return { values, width, height };
}

export function measureEdges({ values, width, height }: Luminance): EdgeFacts {
  let flat = 0;
  let edges = 0;
  for (let y = 0; y < height - 1; y += 1) {
    for (let at = y * width; at < (y + 1) * width - 1; at += 1) {
      const value = values[at] ?? 0;
      const step = Math.max(Math.abs(value - (values[at + 1] ?? 0)), Math.abs(value - (values[at + width] ?? 0)));
      if (step <= 2) flat += 1;
      if (step > 40) edges += 1;
    }
  }
  const total = Math.max(1, (width - 1) * (height - 1));
  return { flat: flat / total, edges: edges / total };
}
