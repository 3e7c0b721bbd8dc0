# Everything that a process needs, built from this folder: docker build -t parlor .
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build -- --logLevel warn
RUN npm prune --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /parlor
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/web/dist web/dist
COPY --from=build /build/src src
COPY --from=build /build/package.json package.json
# Without DATABASE_URL its database is kept here: mount something to keep it.
RUN mkdir .parlor && chown node:node .parlor
USER node
EXPOSE 2567
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["node", "-e", "fetch(`http://${process.env.HOST ?? '127.0.0.1'}:${process.env.PORT ?? 2567}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself is told to stop, with nothing in between: it hands its matches over, and ends within 20 s.
CMD ["node", "src/index.ts"]
