package com.resync.security;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks the issuer for its keys: when they are first needed, when they are five minutes
 * old and when a token names one that is not among them, but not more often than every
 * five seconds, whoever names unknown keys. For an hour old keys are as good as new ones
 * while the issuer is out of reach.
 * <p>
 * The cache in front calls it by one thread at a time.
 */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

	/** From one question to the next. */
	static final Duration PAUSE = Duration.ofSeconds(5);

	private static final Log logger = LogFactory.getLog(IssuerKeys.class);

	private static final Duration FRESH = Duration.ofMinutes(5);

	private static final Duration OUTAGE = Duration.ofHours(1);

	/** Until the one who asks has an answer or none, which others wait for. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final int TIMEOUT = 2000;

	private static final int MAX_SIZE = 512 * 1024;

	private final ResourceRetriever http = new DefaultResourceRetriever(TIMEOUT, TIMEOUT, MAX_SIZE);

	private final String issuer;

	private @Nullable URL address;

	/** As of {@link System#nanoTime()}. */
	private long pausedUntil = System.nanoTime();

	private IssuerKeys(String issuer, @Nullable URL address) {
		this.issuer = issuer;
		this.address = address;
	}

	/**
	 * The keys of an issuer.
	 * @param address where they are; without one the issuer's metadata says it
	 */
	static JWKSource<SecurityContext> of(String issuer, @Nullable URL address) {
		return JWKSourceBuilder.create(new IssuerKeys(issuer, address))
			.cache(FRESH.toMillis(), PATIENCE.toMillis())
			.refreshAheadCache(false)
			.rateLimited(false)
			.outageTolerant(OUTAGE.toMillis())
			.build();
	}

	@Override
	public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long currentTime, @Nullable SecurityContext context)
			throws JWKSetUnavailableException {
		if (this.pausedUntil - System.nanoTime() > 0) {
			throw new JWKSetUnavailableException("The issuer was asked a moment ago");
		}
		try {
			return JWKSet.parse(this.http.retrieveResource(address()).getContent());
		}
		catch (IOException | ParseException | IllegalArgumentException ex) {
			logger.warn("The keys of the issuer %s are not available: %s".formatted(this.issuer, ex.getMessage()));
			throw new JWKSetUnavailableException("The issuer does not answer", ex);
		}
		finally {
			this.pausedUntil = System.nanoTime() + PAUSE.toNanos();
		}
	}

	private URL address() throws IOException, ParseException {
		if (this.address == null) {
			this.address = discovered();
		}
		return this.address;
	}

	/** OpenID Connect Discovery 1.0, section 4, and RFC 8414, section 3.1. */
	private URL discovered() throws IOException, ParseException {
		URI uri = URI.create(this.issuer);
		String path = (uri.getRawPath() != null) ? uri.getRawPath().replaceFirst("/$", "") : "";
		for (String metadata : List.of(path + "/.well-known/openid-configuration",
				"/.well-known/openid-configuration" + path, "/.well-known/oauth-authorization-server" + path)) {
			try {
				return keys(
						JSONObjectUtils.parse(this.http.retrieveResource(uri.resolve(metadata).toURL()).getContent()));
			}
			catch (FileNotFoundException ex) {
				logger.debug("The issuer has no metadata there", ex);
			}
		}
		throw new IOException("it has no metadata");
	}

	private URL keys(Map<String, Object> metadata) throws IOException, ParseException {
		if (!this.issuer.equals(metadata.get("issuer"))) {
			throw new IOException("its metadata is that of another issuer");
		}
		URI keys = JSONObjectUtils.getURI(metadata, "jwks_uri");
		if (keys == null) {
			throw new IOException("its metadata has no jwks_uri");
		}
		return keys.toURL();
	}

	@Override
	public void close() {
	}

}
