package com.resync;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;

/**
 * An issuer of tokens on the loopback interface.
 */
final class Issuer implements AutoCloseable {

	static final String AUDIENCE = "resync-items";

	private final HttpServer server;

	private final AtomicInteger asked = new AtomicInteger();

	private volatile RSAKey key = newKey();

	private Issuer(int port) throws IOException {
		this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
		serve("/.well-known/openid-configuration",
				() -> "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(uri(), uri()));
		serve("/keys", () -> {
			this.asked.incrementAndGet();
			return new JWKSet(this.key.toPublicJWK()).toString();
		});
		// From a daemon thread, so that its own is one too and keeps no JVM alive.
		ForkJoinPool.commonPool().execute(this.server::start);
	}

	/**
	 * Starts an issuer.
	 * @param port where, 0 for anywhere
	 */
	static Issuer start(int port) {
		try {
			return new Issuer(port);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void serve(String path, Supplier<String> content) {
		this.server.createContext(path, (exchange) -> {
			byte[] bytes = content.get().getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, bytes.length);
			exchange.getResponseBody().write(bytes);
			exchange.close();
		});
	}

	String uri() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	RSAKey key() {
		return this.key;
	}

	/** The number of requests for its keys. */
	int asked() {
		return this.asked.get();
	}

	/** Replaces the key by another one. */
	void rotate() {
		this.key = newKey();
	}

	static RSAKey newKey() {
		try {
			return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** A valid token of a subject. */
	String token(String subject, String scope) {
		return token((claims) -> claims.subject(subject).claim("scope", scope));
	}

	/** A token that is valid except for the change. */
	String token(Consumer<JWTClaimsSet.Builder> change) {
		return signed(this.key, change);
	}

	String signed(RSAKey signer, Consumer<JWTClaimsSet.Builder> change) {
		SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(signer.getKeyID()).build(),
				claims(change));
		try {
			token.sign(new RSASSASigner(signer));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
		return token.serialize();
	}

	/** A token with these claims, which need not be well-formed. */
	String signed(String claims) {
		JWSObject token = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(this.key.getKeyID()).build(),
				new Payload(claims));
		try {
			token.sign(new RSASSASigner(this.key));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
		return token.serialize();
	}

	JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> change) {
		JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(uri())
			.subject("somebody")
			.audience(AUDIENCE)
			.issueTime(new Date())
			.expirationTime(Date.from(Instant.now().plusSeconds(86_400)))
			.claim("scope", "items:read items:write service:read");
		change.accept(claims);
		return claims.build();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
