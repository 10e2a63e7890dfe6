package com.resync.web;

import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Has the calls of the service looked up before those of the actuator, which otherwise
 * are compared with each request first.
 */
@Component
class CallsFirst implements WebMvcRegistrations {

	/** Spring Boot gives the actuator {@code -100}. */
	private static final int ORDER = -101;

	@Override
	public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
		return new RequestMappingHandlerMapping() {

			/** Spring sets another afterwards. */
			@Override
			public int getOrder() {
				return ORDER;
			}

		};
	}

}
