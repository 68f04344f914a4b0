# The environment of an AML parallel job: Node 24, Python with what AML's driver runs on, and the built worker.
# docs/container.md tells how to build it, how large it gets and why it is as it is.
#
#   docker build --tag parallel-run-ocr .

# By digest, so that every build starts from the same content; docs/container.md tells how to take newer ones.
# Only the node executable of this one reaches the image.
ARG NODE_IMAGE=docker.io/library/node:24.21.0-bookworm-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6
# AML's own, https://github.com/Azure/AzureML-Containers: what its tag `latest` named in a build of AML on 2026-09-25,
# https://github.com/nathernandez1189/reservaiq-azure-ml/blob/main/azure/environment-lock.json
# Any other with apt-get and Python 3.10 to 3.13 does, too; AML takes any image:
# https://learn.microsoft.com/azure/machine-learning/how-to-manage-environments-v2
ARG BASE_IMAGE=mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04@sha256:7481fbfbbc1c7d7ab0e9e4633180c809413bd77e108b605d6e4d3a60aa35bf67

FROM ${NODE_IMAGE} AS node

FROM node AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY entry entry
COPY src src
COPY scripts/bundle.mjs scripts/snapshot-packages.mjs scripts/
RUN npm run build && npm run bundle

FROM node AS dependencies
# false leaves the engine `offline` out: models, ONNX Runtime and Tesseract.
ARG OFFLINE=true
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# By name, because --omit=optional would take sharp's own binary along.
RUN npm ci --omit=dev && \
    if [ "$OFFLINE" = false ]; then \
        npm uninstall --no-save --omit=dev $(node -p "Object.keys(require('./package.json').optionalDependencies).join(' ')"); \
    else \
        cd node_modules/onnxruntime-node/bin/napi-v* && \
        find . -mindepth 2 -maxdepth 2 ! -path "./linux/$(node -p process.arch)" -exec rm -r {} +; \
    fi

# What is installed, for scanners. Without the development packages, whose absence npm would report as an error.
RUN npm pkg delete devDependencies && \
    npm sbom --omit=dev --sbom-format cyclonedx > sbom.cdx.json

FROM ${BASE_IMAGE}
# AML builds and runs as root on its clusters; docs/container.md tells where it does not.
USER root
# AML mounts inputs with FUSE: https://learn.microsoft.com/azure/machine-learning/v1/how-to-debug-parallel-run-step
RUN command -v fusermount > /dev/null || \
    { apt-get update && \
      DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends fuse && \
      rm -rf /var/lib/apt/lists/*; }

# What AML's driver runs on, environment.yml locked; false leaves it out. `python` on PATH is what AML starts. Not in the
# base's own Python, which a later tag may replace: https://github.com/Azure/AzureML-Containers/issues/170
ARG PYTHON=python3
ARG AML_PACKAGES=true
ENV PATH=/opt/python/bin:$PATH
COPY aml/requirements.txt /opt/python/
RUN "$PYTHON" -m venv /opt/python && \
    if [ "$AML_PACKAGES" != false ]; then \
        pip install --no-cache-dir --require-hashes --requirement /opt/python/requirements.txt; \
    fi

COPY --from=node /usr/local/bin/node /usr/local/bin/node
ENV PARALLEL_RUN_OCR_HOME=/opt/parallel-run-ocr
WORKDIR $PARALLEL_RUN_OCR_HOME
COPY --from=dependencies /build/node_modules node_modules
# A worker that comes in the snapshot finds its packages here, wherever AML unpacks it.
RUN ln -s "$PARALLEL_RUN_OCR_HOME/node_modules" /node_modules
COPY package.json LICENSE NOTICE ./
COPY --from=dependencies /build/sbom.cdx.json ./
COPY entry/parallel_run_entry.py entry/
COPY entry/parallel_run_ocr_client/*.py entry/parallel_run_ocr_client/
COPY --from=build /build/dist dist
# The worker as one file, which starts in half the time.
COPY --from=build /build/dist-bundle/entry/worker.mjs entry/

# PP-OCRv6, from the index that pip is set up to use, its checksum pinned in src/ocr/offline/models/catalogue.ts.
ENV PARALLEL_RUN_OCR_MODELS=$PARALLEL_RUN_OCR_HOME/models
ARG OFFLINE=true
RUN if [ "$OFFLINE" != false ]; then PIP_NO_CACHE_DIR=1 node dist/src/cli/main.js models install; fi

# https://github.com/opencontainers/image-spec/blob/main/annotations.md
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG BASE_IMAGE
LABEL org.opencontainers.image.title="parallel-run-ocr" \
      org.opencontainers.image.description="Reads the text of images inside Azure Machine Learning's parallel jobs." \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.base.name="$BASE_IMAGE"

ARG RUN_AS=root
USER ${RUN_AS}
