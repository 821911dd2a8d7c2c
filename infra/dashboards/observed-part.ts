/**
 * What a construct tells dashboards about itself. Names are literal: a dashboard lies in another stack than what it
 * shows, and a reference would tie the two together by an export.
 */
export type ObservedPart = {
  readonly kind: 'function' | 'queue' | 'dead letters' | 'table' | 'machine' | 'api';
  /** Whose dashboard it is on. */
  readonly service: string;
  /** For people. */
  readonly label: string;
  /** As CloudWatch knows it. */
  readonly name: string;
};

export type Observed = { readonly observed: ObservedPart };
