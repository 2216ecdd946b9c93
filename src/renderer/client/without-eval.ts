import { z } from 'zod'

// zod probes `new Function` when the first object schema is made; the strict CSP reports that even though zod catches it.
// Imported before anything that holds a schema.
z.config({ jitless: true })
