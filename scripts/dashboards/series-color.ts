/** For series whose definition names no color; each can be read on white and on black. */
const COLORS = ['#3b82f6', '#f59e0b', '#8b5cf6', '#14b8a6', '#ec4899', '#84cc16', '#06b6d4', '#a16207'];

export type Stroke = { readonly color: string; readonly dash: string };

/** The look of the series at `index`; dashed once the colors are used up. */
export function strokeOf(color: string | undefined, index: number): Stroke {
  const own = color !== undefined && /^#[0-9a-f]{3,8}$/i.test(color) ? color : undefined;
  return {
    color: own ?? COLORS[index % COLORS.length] ?? '#3b82f6',
    dash: own === undefined && index >= COLORS.length ? '4 3' : '',
  };
}
