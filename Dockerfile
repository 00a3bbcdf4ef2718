# The server with the bundled model, as Native AOT:
#   docker build -t aegis --build-arg VERSION=0.1.0 --build-arg COMMIT=$(git rev-parse HEAD) .
#   docker run --rm --read-only -p 127.0.0.1:8181:8181 aegis

FROM mcr.microsoft.com/dotnet/sdk:10.0-noble-aot AS build
ARG VERSION=0.1.0
ARG COMMIT=
ARG TARGETARCH
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt BannedSymbols.Product.txt .editorconfig LICENSE NOTICE.md ./
COPY eng/ eng/
COPY deploy/systemd/ deploy/systemd/
COPY models/ models/
COPY Aegis.Scheduling/ Aegis.Scheduling/
COPY Aegis.Engine/ Aegis.Engine/
COPY Aegis.ServiceDefaults/ Aegis.ServiceDefaults/
COPY Aegis.Http/ Aegis.Http/
COPY Aegis.EmbeddingServer/ Aegis.EmbeddingServer/
# Docker says amd64, .NET says x64.
RUN eng/publish.sh "linux-$(echo "${TARGETARCH:-amd64}" | sed s/amd64/x64/)" /app "$VERSION" "$COMMIT"

# Chiselled: no shell, no package manager; with libstdc++, which ONNX Runtime needs.
FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled
ARG VERSION=0.1.0
ARG COMMIT=
ARG SOURCE=
LABEL org.opencontainers.image.title="Aegis" \
      org.opencontainers.image.description="A local embeddings server behind the OpenAI embeddings API, with a model inside" \
      org.opencontainers.image.licenses="MIT AND Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$COMMIT" \
      org.opencontainers.image.source="$SOURCE"
COPY --from=build /app /app
WORKDIR /app
# On every address of the container; nothing is written, so that the root may be read-only.
ENV ASPNETCORE_HTTP_PORTS=8181 \
    DOTNET_EnableDiagnostics=0
EXPOSE 8181
# "app" of the base image, as a number: Kubernetes cannot tell from a name that it is not root.
USER 1654
ENTRYPOINT ["/app/aegis"]
