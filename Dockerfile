# The jar, built with the wrapper and taken apart into layers that change at different rates.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src/main src/main
RUN ./mvnw -B -q -DskipTests package \
	&& java -Djarmode=tools -jar target/resync-items-*.jar extract --layers --destination layers --application-filename app.jar

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home resync
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
USER 10001
EXPOSE 8080
ENTRYPOINT ["java", "-jar", "app.jar"]
