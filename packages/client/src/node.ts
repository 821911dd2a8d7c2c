export { createNodeClient, createNodePlatform } from './node/create-node-client.ts';
export { createFileResumeStore, stateFolder } from './node/file-resume-store.ts';
export { createHttpTransport } from './node/http-transport.ts';
export { type FileSource, openFile, sourceOfHandle } from './node/open-file.ts';
export { createThreadChecksummer } from './node/thread-checksummer.ts';
