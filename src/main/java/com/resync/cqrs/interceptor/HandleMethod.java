package com.resync.cqrs.interceptor;

import java.lang.reflect.Method;

import com.resync.cqrs.Command;
import com.resync.cqrs.CommandHandler;
import com.resync.cqrs.HandlerBinding;
import com.resync.cqrs.Query;
import com.resync.cqrs.QueryHandler;

import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;

/**
 * The method of a handler class that may carry annotations about its messages.
 */
final class HandleMethod {

	private HandleMethod() {
	}

	static Method of(HandlerBinding handler) {
		Method declared = Command.class.isAssignableFrom(handler.messageType())
				? ClassUtils.getMethod(CommandHandler.class, "handle", Command.class)
				: ClassUtils.getMethod(QueryHandler.class, "handle", Query.class);
		return AopUtils.getMostSpecificMethod(declared, handler.handlerType());
	}

	static boolean isHandler(Class<?> type) {
		return CommandHandler.class.isAssignableFrom(type) || QueryHandler.class.isAssignableFrom(type);
	}

}
