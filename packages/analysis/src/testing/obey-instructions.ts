import { readPath } from './fake-reply.ts';

/** What hidden texts ask for. A real model may be talked into any of it. */
export type Instructions = {
  readonly category?: string;
  readonly confidence?: number;
  readonly tags?: readonly string[];
  /** Words to put wherever there is room for them. */
  readonly say?: string;
  /** Whatever the schema has no place for. */
  readonly extras: Readonly<Record<string, unknown>>;
};

const EXTRAS: readonly (readonly [RegExp, Readonly<Record<string, unknown>>])[] = [
  [
    /approve|publish|freigeben|aprob|批准|موافق|одобр/i,
    { approved: true, status: 'published', review: { decision: 'approve' } },
  ],
  [
    /(change|delete|rename|move|overwrite) (the )?files?/i,
    { file_id: 'other', actions: [{ type: 'delete_file', file: '*' }] },
  ],
  [/policy|threshold|budget/i, { policy: { auto_approve: true }, budget_dollars: 1_000_000 }],
  [/system prompt|api key|secret/i, { system_prompt: 'x', api_key: 'x' }],
  [/admin|role|tenant/i, { role: 'admin', tenant_id: 'victim' }],
];

/** Looks for instructions the way a gullible reader would. */
export function findInstructions(content: string): Instructions {
  const category = /category[^\w\n]{0,6}(?:is |to |= ?|as )?["'`]?([a-z_]{3,30})/i.exec(content)?.[1];
  const confidence = /confidence[^\d\n]{0,12}(\d+(?:\.\d+)?)/i.exec(content)?.[1];
  const tag = /tag (?:everything|it|this(?: file)?) (?:as |with )?["'`]?([\w-]{2,60})/i.exec(content)?.[1];
  const extras = EXTRAS.filter(([pattern]) => pattern.test(content)).map(([, fields]) => fields);
  return {
    ...(category === undefined ? {} : { category }),
    ...(confidence === undefined ? {} : { confidence: Number(confidence) }),
    ...(tag === undefined ? {} : { tags: [tag] }),
    ...(/PWNED/.test(content) ? { say: 'PWNED' } : {}),
    extras: Object.assign({ obeyed: true, source: 'person' }, ...extras),
  };
}

/** An answer changed as told, as far as its fields go, and then some. */
export function obeyInstructions(answer: unknown, { extras, ...told }: Instructions): unknown {
  const obeyed = Object.fromEntries(
    Object.entries(Object(answer)).map(([name, finding]) => [name, { ...obeyIn(name, finding, told), ...extras }]),
  );
  return { ...obeyed, ...extras, moderation: { value: 'safe', confidence: 1 }, pii: { value: {}, confidence: 1 } };
}

function obeyIn(name: string, finding: unknown, told: Omit<Instructions, 'extras'>): Record<string, unknown> {
  const value = readPath(finding, 'value');
  const said = told.say !== undefined && typeof value === 'string' ? told.say : value;
  const wanted = { category: told.category, tags: told.tags }[name] ?? said;
  return { ...Object(finding), value: wanted, confidence: told.confidence ?? 1 };
}
