package com.resync.web.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Writes the problem of an error dispatch: what a filter or the servlet container
 * refused.
 */
@Hidden
@RestController
class ErrorPageController implements ErrorController {

	private static final Log logger = LogFactory.getLog(ErrorPageController.class);

	@RequestMapping("${spring.web.error.path:/error}")
	ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
		// Without a status this is no error dispatch, but a request for this path.
		int status = (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code) ? code
				: HttpStatus.NOT_FOUND.value();
		ProblemDetail problem = (status == HttpStatus.INTERNAL_SERVER_ERROR.value())
				? Problems.unexpected(logger, (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION))
				: ProblemDetail.forStatus(status);
		if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path) {
			Problems.complete(problem, path);
		}
		return Problems.respond(problem);
	}

}
