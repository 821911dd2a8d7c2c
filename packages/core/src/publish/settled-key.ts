export { settledKey } from '../history/index.ts';
