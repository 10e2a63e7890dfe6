package com.resync.web.problem;

import java.io.IOException;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Maps exceptions that are thrown outside handlers, in filters and in the servlet, to the
 * same problems as those of handlers. Spring reads headers and forms there, which may be
 * malformed. Tomcat would log each such exception as an error with its stack trace, and
 * respond with 500.
 */
@Component
@FilterRegistration(order = Ordered.HIGHEST_PRECEDENCE + 3,
		dispatcherTypes = { DispatcherType.REQUEST, DispatcherType.ASYNC })
public class FilterExceptions implements Filter {

	private final ApplicationContext context;

	/**
	 * Creates a filter.
	 * @param context has the resolver, which is created later than filters
	 */
	public FilterExceptions(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		catch (ServletException | RuntimeException ex) {
			Exception cause = (ex instanceof ServletException && ex.getCause() instanceof Exception wrapped) ? wrapped
					: ex;
			if (response.isCommitted()) {
				throw ex;
			}
			response.resetBuffer();
			if (!isResolved((HttpServletRequest) request, (HttpServletResponse) response, cause)) {
				throw ex;
			}
		}
	}

	/**
	 * The problem names the path of the current request, which filters inside have reset.
	 */
	private boolean isResolved(HttpServletRequest request, HttpServletResponse response, Exception cause) {
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request, response));
		try {
			return this.context
				.getBean(DispatcherServlet.HANDLER_EXCEPTION_RESOLVER_BEAN_NAME, HandlerExceptionResolver.class)
				.resolveException(request, response, null, cause) != null;
		}
		finally {
			RequestContextHolder.resetRequestAttributes();
		}
	}

}
