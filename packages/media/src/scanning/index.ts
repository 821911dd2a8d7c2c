export { type ClamdConfig, createClamdScanner } from './clamd-scanner.ts';
