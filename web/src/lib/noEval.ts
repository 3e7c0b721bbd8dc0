/**
 * Rules check actions by zod, which would try to make code of them: the page's policy forbids that, and would say so.
 * It is told by the name that its parts share, before any of them is loaded: with the first page none is.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
