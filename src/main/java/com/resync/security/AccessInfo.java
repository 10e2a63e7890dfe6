package com.resync.security;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/**
 * Adds who may call the service to the line that is logged at the start.
 */
@Component
class AccessInfo implements InfoContributor {

	private final String access;

	AccessInfo(ObjectProvider<AuthorizationInterceptor> guard) {
		this.access = guard.stream().findAny().isPresent() ? "by bearer token" : "open to all";
	}

	@Override
	public void contribute(Info.Builder info) {
		info.withDetail("access", this.access);
	}

}
