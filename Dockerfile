# syntax=docker/dockerfile:1

# --- build: everything it takes to compile -------------------------------------------------------------------------------
FROM node:20-alpine AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No package needs its install script (sharp, argon2 and esbuild carry prebuilt binaries for musl), so none is run.
RUN npm ci --ignore-scripts
# .dockerignore decides what enters: sources, migrations, seeds; no tests, no secrets, no data.
COPY . .
RUN npm run build

# --- dependencies: production only ---------------------------------------------------------------------------------------
FROM node:20-alpine AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force

# --- runtime: what is deployed -------------------------------------------------------------------------------------------
FROM node:20-alpine AS runtime
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIR=/app/.data
WORKDIR /app
# The code belongs to root and cannot be changed by the process; only the data directory can.
RUN mkdir -p /app/.data && chown node:node /app/.data
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json ./
USER node
EXPOSE 3000
# Liveness only: a slow database must not get the process killed. fetch is Node's own, so the image needs no curl.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/health/live`, { signal: AbortSignal.timeout(4000) }).then((response) => process.exit(response.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
# Exec form: node is process 1 and receives the signal itself.
CMD ["node", "--enable-source-maps", "dist/src/main.js"]
