FROM debian:12 AS build
WORKDIR /src
# Each layer is made again only when what it is made of has changed: a change of the code installs nothing anew.
COPY dev ./
RUN ./dev setup build
COPY CMakeLists.txt CMakePresets.json ./
COPY cmake cmake/
COPY migrations migrations/
COPY src src/
COPY web web/
RUN ./dev build

FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
        ca-certificates curl tzdata fonts-dejavu-core fonts-droid-fallback \
        libboost-json1.81.0 libboost-url1.81.0 libboost-container1.81.0 libsqlite3-0 libpq5 libssl3 libjwt0 libcrypt1 libbsd0 \
        zlib1g libcsv3 libglib2.0-0 libvips42 libwebpmux3 libcurl4 libidn2-0 libspdlog1.10 libfmt9 libpango-1.0-0 libpangocairo-1.0-0 libcairo2 libqrencode4 libarchive13 libprometheus-cpp-core1.0 libmimalloc2.0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /var/lib/cafepos cafepos \
    # A volume takes its owner from the folder that it finds in the image.
    && install -d -o cafepos -g cafepos /var/lib/cafepos/data
COPY package/python /usr/local/bin/python
COPY --from=build /src/build/release/cafepos /usr/local/bin/cafepos
USER cafepos
WORKDIR /var/lib/cafepos
ENV DATA_DIR=/var/lib/cafepos/data PRINTER_FILE_PATH=/var/lib/cafepos/data/receipts/receipt.txt
VOLUME /var/lib/cafepos/data
EXPOSE 8880 8443
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD curl -fsS "http://127.0.0.1:${PORT:-8880}/health/ready" || exit 1
CMD ["cafepos", "serve"]
