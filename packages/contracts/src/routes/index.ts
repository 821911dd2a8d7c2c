import { accessRoutes } from './access.ts';
import { catalogRoutes } from './catalog.ts';
import { operateRoutes } from './operate.ts';
import { reviewRoutes } from './review.ts';
import type { Route } from './route.ts';
import { uploadRoutes } from './upload.ts';
import { uppyRoutes } from './uppy.ts';

/** The API, whole: a route exists when it is in here. */
export const ROUTES = {
  ...uploadRoutes,
  ...uppyRoutes,
  ...catalogRoutes,
  ...accessRoutes,
  ...operateRoutes,
  ...reviewRoutes,
} as const;
export type OperationId = keyof typeof ROUTES;

/** The routes of each service that has an API. */
export const SERVICE_ROUTES = {
  upload: { ...uploadRoutes, ...uppyRoutes },
  catalog: catalogRoutes,
  access: accessRoutes,
  operate: operateRoutes,
  review: reviewRoutes,
} as const;
export type ApiService = keyof typeof SERVICE_ROUTES;

export const ALL_ROUTES: readonly Route[] = Object.values(ROUTES);
