package com.resync.web.problem;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.http.HttpStatus;

/**
 * Names the problem of a response. On an exception: the problem that reports it. On a
 * message: the problem that reports constraint violations in the body; without this
 * annotation that is {@code invalid-request}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ProblemType {

	/** The last part of the problem's {@code type}, such as {@code item-not-found}. */
	String value();

	/** The status of the response to an exception. A broken rule is always 400. */
	HttpStatus status() default HttpStatus.BAD_REQUEST;

}
