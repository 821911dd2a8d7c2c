export { type GatewayDocument, gatewayDocument } from './gateway-document.ts';
export { openApiDocument } from './open-api-document.ts';
