package com.resync.security;

import com.resync.Configured;
import com.resync.MisconfiguredException;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Adds who may call the service to the line that is logged at the start.
 */
@Component
class AccessInfo implements InfoContributor {

	private final String access;

	/**
	 * Checks that access is as configured.
	 * @throws MisconfiguredException if it is open, but configured to be guarded
	 */
	AccessInfo(ObjectProvider<AuthorizationInterceptor> guard, Environment environment) {
		boolean guarded = guard.stream().findAny().isPresent();
		if (!guarded && Configured.security(environment)) {
			throw MisconfiguredException
				.leftOut("Access is guarded by spring.security, but this application is open to all");
		}
		this.access = guarded ? "by bearer token" : "open to all";
	}

	@Override
	public void contribute(Info.Builder info) {
		info.withDetail("access", this.access);
	}

}
