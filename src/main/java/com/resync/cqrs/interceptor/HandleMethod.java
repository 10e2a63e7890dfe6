package com.resync.cqrs.interceptor;

import java.lang.reflect.Method;

import com.resync.cqrs.Command;
import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.Query;
import com.resync.cqrs.QueryHandler;
import com.resync.cqrs.Route;

import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;

/**
 * Finds the {@code handle} method of a handler class, which may have annotations.
 */
final class HandleMethod {

	private HandleMethod() {
	}

	static Method of(Route route) {
		Method declared = route.isCommand() ? ClassUtils.getMethod(CommandHandler.class, "handle", Command.class)
				: ClassUtils.getMethod(QueryHandler.class, "handle", Query.class);
		return AopUtils.getMostSpecificMethod(declared, route.handlerType());
	}

}
