package com.resync.cqrs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The scope that the caller of a dispatch needs, such as {@code items:write}. It is
 * declared on the message or on a base type, and checked if access control is configured:
 * then a message that declares no scope is refused for everybody.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RequiresScope {

	/** One scope-token (RFC 6749, section 3.3). */
	String value();

}
