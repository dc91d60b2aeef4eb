FROM debian:12 AS build
RUN apt-get update && apt-get install -y --no-install-recommends bash ca-certificates
WORKDIR /src
COPY . .
RUN ./dev build

FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
        ca-certificates curl tzdata fonts-dejavu-core fonts-droid-fallback \
        libboost-json1.81.0 libboost-url1.81.0 libboost-container1.81.0 libsqlite3-0 libpq5 libssl3 libjwt0 libcrypt1 \
        zlib1g libcsv3 libglib2.0-0 libvips42 libwebpmux3 libcurl4 libdate-tz3 libspdlog1.10 libfmt9 libpango-1.0-0 libpangocairo-1.0-0 libcairo2 libqrencode4 libarchive13 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /var/lib/cafepos cafepos
COPY --from=build /src/build/release/cafepos /usr/local/bin/cafepos
USER cafepos
WORKDIR /var/lib/cafepos
ENV DATA_DIR=/var/lib/cafepos/data
VOLUME /var/lib/cafepos/data
EXPOSE 8880
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD curl -fsS http://127.0.0.1:8880/health/ready || exit 1
CMD ["cafepos", "serve"]
