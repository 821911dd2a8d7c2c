/** The six stages a file flows through, always in this order. */
export const STAGES = ['upload', 'inspect', 'process', 'understand', 'review', 'publish'] as const;
export type Stage = (typeof STAGES)[number];

/** Where the flow of a file can be taken up again; what comes before is in its history. */
export const RESUME_STAGES = ['inspect', 'understand', 'review', 'publish'] as const;
export type ResumeStage = (typeof RESUME_STAGES)[number];

/** The five services beside the flow: who may, what we have, who is told, what it costs, is it well. */
export const PLATFORM_SERVICES = ['access', 'catalog', 'notify', 'budget', 'operate'] as const;

export const SERVICES = [...STAGES, ...PLATFORM_SERVICES] as const;
export type Service = (typeof SERVICES)[number];
