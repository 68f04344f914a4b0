# What stands for the two base images of the Dockerfile where no registry of images can be reached: a bare Debian made with
# debootstrap (rootfs), and Node and npm from their npm packages (node, npm), all in the build context.
FROM scratch AS base
ADD rootfs /

FROM base AS node
COPY node/bin/node /usr/local/bin/node
COPY npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
