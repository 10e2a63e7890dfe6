package com.resync.cqrs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The scope that a caller needs to dispatch a message, such as {@code items:write}. It is
 * declared on the class of the message or on a base type. If access control is
 * configured, the scope is checked, and a message without a declared scope is refused for
 * everybody.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RequiresScope {

	/** One scope-token (RFC 6749, section 3.3). */
	String value();

}
