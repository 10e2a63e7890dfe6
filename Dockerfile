# Builds the jar with the wrapper, and extracts it into layers that change at different rates.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src/main src/main
RUN ./mvnw -B -q -DskipTests package \
	&& java -Djarmode=tools -jar target/resync-items-*.jar extract --layers --destination layers --application-filename app.jar

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="resync-items" \
	org.opencontainers.image.description="A REST service for items on a small CQRS core" \
	org.opencontainers.image.licenses="Apache-2.0"
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
RUN useradd --system --uid 10001 --no-create-home resync
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY bin/train-aot-cache bin/healthy /app/bin/
# The heap is half of the container's memory, or 35 % below 357 MiB, since the JVM itself needs some 140 MiB. The trim
# returns memory that was needed for a short time, such as for compiling; fewer malloc arenas leave less memory unused.
# A name is looked up again after 5 s, since the database may have moved.
ENV JAVA_FLAGS="-XX:+UseParallelGC -XX:MaxRAMPercentage=50 -XX:MinRAMPercentage=35 -XX:TrimNativeHeapInterval=5000 -XX:+ExitOnOutOfMemoryError -Dsun.net.inetaddr.ttl=5" \
	MALLOC_ARENA_MAX=2 \
	RESYNC_SHUTDOWN_DRAIN=5s \
	LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs
RUN bin/train-aot-cache
USER 10001
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["/app/bin/healthy"]
# The shell replaces itself by java, so java is process 1 and receives SIGTERM.
ENTRYPOINT ["/bin/sh", "-c", "exec java $JAVA_FLAGS -XX:AOTCache=/app/app.aot -jar /app/app.jar \"$@\"", "java"]
