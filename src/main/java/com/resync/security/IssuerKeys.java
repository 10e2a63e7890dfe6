package com.resync.security;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
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
 * Fetches the keys of an issuer, for Nimbus's cache. Spring Security's own discovery has
 * no rate limit: each token that names an unknown key would cause a request to the
 * issuer. With Nimbus's rate limit, the response to a token with an unknown key would be
 * the same as if the issuer were unavailable.
 * <p>
 * Called by one thread at a time, the one that refreshes the cache.
 */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

	/**
	 * At most one request is sent to the issuer in this time, whatever key tokens name.
	 */
	static final Duration INTERVAL = Duration.ofSeconds(5);

	private static final Log logger = LogFactory.getLog(IssuerKeys.class);

	/** Waits 2 s to connect and 2 s to read, and reads 512 KB at most. */
	private final ResourceRetriever http = new DefaultResourceRetriever(2000, 2000, 512 * 1024);

	private final String issuer;

	private @Nullable URL address;

	/** As of {@link System#nanoTime()}. */
	private long next = System.nanoTime();

	private IssuerKeys(String issuer, @Nullable URL address) {
		this.issuer = issuer;
		this.address = address;
	}

	/**
	 * The keys of an issuer, cached for five minutes or, while the issuer is not
	 * reachable, for an hour.
	 * @param address of the keys; without one, the issuer's metadata names it (OpenID
	 * Connect Discovery 1.0, section 4)
	 */
	static JWKSource<SecurityContext> of(String issuer, @Nullable URL address) {
		return JWKSourceBuilder.create(new IssuerKeys(issuer, address))
			.cache(Duration.ofMinutes(5).toMillis(), Duration.ofSeconds(10).toMillis())
			.refreshAheadCache(false)
			.rateLimited(false)
			.outageTolerant(Duration.ofHours(1).toMillis())
			.build();
	}

	@Override
	public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long currentTime, @Nullable SecurityContext context)
			throws JWKSetUnavailableException {
		if (this.next - System.nanoTime() > 0) {
			throw new JWKSetUnavailableException("The issuer was asked a moment ago");
		}
		try {
			if (this.address == null) {
				this.address = discover();
			}
			return JWKSet.parse(this.http.retrieveResource(this.address).getContent());
		}
		catch (IOException | ParseException | IllegalArgumentException ex) {
			logger.warn("The keys of the issuer %s are not available: %s".formatted(this.issuer, ex.getMessage()));
			throw new JWKSetUnavailableException("The issuer does not answer", ex);
		}
		finally {
			this.next = System.nanoTime() + INTERVAL.toNanos();
		}
	}

	private URL discover() throws IOException, ParseException {
		URL url = URI.create(this.issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration").toURL();
		Map<String, Object> metadata = JSONObjectUtils.parse(this.http.retrieveResource(url).getContent());
		URI keys = JSONObjectUtils.getURI(metadata, "jwks_uri");
		if (keys == null || !this.issuer.equals(metadata.get("issuer"))) {
			throw new IOException("its metadata has no jwks_uri, or is that of another issuer");
		}
		return keys.toURL();
	}

	@Override
	public void close() {
	}

}
