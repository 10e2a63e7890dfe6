package com.resync.web;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * Reads a body as it comes, then has the request taken up where it was left. The
 * container calls it by one thread at a time.
 * <p>
 * A body that is too large is read on for a moment, since who writes all of a request
 * before reading would otherwise see a broken connection instead of the answer.
 */
class BodyListener implements ReadListener, AsyncListener {

	private static final Log logger = LogFactory.getLog(BodyListener.class);

	private static final Duration FAREWELL = Duration.ofSeconds(2);

	private final AsyncContext context;

	private final RequestWithBody request;

	private final HttpServletResponse response;

	private final ProblemWriter problems;

	private final HeapShare heap;

	private final ServletInputStream body;

	/**
	 * As of {@link System#nanoTime()}; the container looks at the time only in pauses.
	 */
	private long deadline;

	/** How much of the heap has been taken for the body. */
	private long held;

	private boolean ended;

	BodyListener(AsyncContext context, RequestWithBody request, HttpServletResponse response, ProblemWriter problems,
			HeapShare heap) throws IOException {
		this.context = context;
		this.request = request;
		this.response = response;
		this.problems = problems;
		this.heap = heap;
		this.body = request.getRequest().getInputStream();
	}

	void start(Duration timeout) {
		this.deadline = System.nanoTime() + timeout.toNanos();
		hurryIfTooLarge();
		this.context.setTimeout(Math.max(1, Duration.ofNanos(this.deadline - System.nanoTime()).toMillis()));
		this.context.addListener(this);
		if (holdAll()) {
			this.body.setReadListener(this);
		}
		else {
			end(ProblemWriter.overloaded(this.response));
		}
	}

	@Override
	public void onDataAvailable() throws IOException {
		while (this.body.isReady() && !this.body.isFinished()) {
			this.request.readFrom(this.body);
			hurryIfTooLarge();
			if (System.nanoTime() - this.deadline > 0) {
				end(tookTooLong());
				return;
			}
			if (!holdAll()) {
				end(ProblemWriter.overloaded(this.response));
				return;
			}
		}
	}

	private boolean holdAll() {
		int size = this.request.size();
		if (!this.heap.take(size - this.held)) {
			return false;
		}
		this.held = size;
		return true;
	}

	private void hurryIfTooLarge() {
		long farewell = System.nanoTime() + FAREWELL.toNanos();
		if (this.request.isTooLarge() && farewell - this.deadline < 0) {
			this.deadline = farewell;
		}
	}

	@Override
	public void onAllDataRead() {
		if (this.ended) {
			return;
		}
		if (this.request.isTooLarge()) {
			answer(tooLarge());
		}
		else {
			this.context.dispatch();
		}
	}

	@Override
	public void onError(Throwable throwable) {
		logger.debug("The body did not come to its end", throwable);
		end(problem(throwable));
	}

	private static ProblemDetail problem(Throwable throwable) {
		if (throwable instanceof SocketTimeoutException) {
			return tookTooLong();
		}
		return (throwable instanceof IOException)
				? ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "The body is not framed as its headers say.")
				: Problems.unexpected(logger, throwable);
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		end(tookTooLong());
	}

	/** Ends before the body does. */
	private void end(ProblemDetail problem) {
		this.response.setHeader(HttpHeaders.CONNECTION, "close");
		answer(this.request.isTooLarge() ? tooLarge() : problem);
	}

	private void answer(ProblemDetail problem) {
		if (this.ended) {
			return;
		}
		this.ended = true;
		try {
			this.problems.write(this.response, problem, this.request.getRequestURI());
		}
		catch (IOException ex) {
			logger.debug("The client has gone", ex);
		}
		this.context.complete();
	}

	private ProblemDetail tooLarge() {
		return ProblemDetail.forStatusAndDetail(HttpStatus.CONTENT_TOO_LARGE,
				"The body is larger than the %d bytes that are read.".formatted(this.request.limit()));
	}

	private static ProblemDetail tookTooLong() {
		return ProblemDetail.forStatusAndDetail(HttpStatus.REQUEST_TIMEOUT, "The body took too long to come.");
	}

	@Override
	public void onComplete(AsyncEvent event) {
		this.heap.giveBack(this.held);
		this.held = 0;
	}

	@Override
	public void onError(AsyncEvent event) {
	}

	/** The answer takes as long as it takes, without the body. */
	@Override
	public void onStartAsync(AsyncEvent event) {
		onComplete(event);
	}

}
