# syntax=docker/dockerfile:1
#
# The server with the page in it, on a small system, as a user without any rights.
#
#   docker build --tag event-booking .
#
# `cargo xtask docker` runs these steps one by one without Docker, and tries what comes out.

ARG RUST=1.95

FROM rust:${RUST}-trixie AS build

RUN apt-get update \
    && apt-get install --yes --no-install-recommends nodejs npm \
    && rm -rf /var/lib/apt/lists/*

# What takes long and changes seldom is kept from build to build: the tools, what cargo and npm have
# fetched, and all that was compiled.
ENV CI=true \
    CARGO_TARGET_DIR=/var/cache/event-booking/target \
    EVENT_BOOKING_TOOLS=/var/cache/event-booking/tools \
    npm_config_cache=/var/cache/event-booking/npm

WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/var/cache/event-booking,sharing=locked \
    --mount=type=cache,target=/usr/local/cargo/registry \
    cargo xtask build \
    && install -D --mode=0755 /var/cache/event-booking/target/release/event-booking /out/event-booking \
    && install --directory --mode=0700 /out/data

FROM debian:trixie-slim

ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Event Booking" \
      org.opencontainers.image.description="Publish events, invite people, book places: a self-hosted event booking application" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

COPY --from=build /out/event-booking /usr/local/bin/event-booking
# A volume that is made here belongs to who may write into it.
COPY --from=build --chown=10001:10001 /out/data /data

USER 10001:10001
WORKDIR /data
ENV LISTEN=0.0.0.0:8080 \
    DATA_DIR=/data \
    LOG_FORMAT=json
EXPOSE 8080
VOLUME ["/data"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s --retries=3 CMD ["event-booking", "health"]

ENTRYPOINT ["event-booking"]
CMD ["serve"]
