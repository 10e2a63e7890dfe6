package com.resync.cqrs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what whoever dispatches a message must have been granted, such as
 * {@code items:write}. It stands on the message, or on a base type of it, and is read by
 * whatever guards the dispatcher: without a guard everybody may dispatch everything, with
 * one nobody may dispatch a message that says nothing.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RequiresScope {

	/** One scope-token (RFC 6749, section 3.3). */
	String value();

}
