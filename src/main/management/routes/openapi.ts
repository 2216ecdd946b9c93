import { z } from 'zod'
import { get } from '../route.ts'

/** Answered by the service itself, which knows all routes; it stands here to be described with them. */
export const openApiRoutes = [
  get('/api/openapi.json', {
    id: 'getOpenApi',
    summary: 'This document.',
    needs: { anyone: true },
    answer: z.looseObject({ openapi: z.string(), paths: z.looseObject({}) }),
    run: async () => ({ openapi: '3.1.1', paths: {} }),
  }),
]
