package com.resync.web.problem;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the problem if the body of a message breaks a rule, by default
 * {@code invalid-request}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface InvalidAs {

	/** The last part of the problem's {@code type}, such as {@code invalid-item}. */
	String value();

}
