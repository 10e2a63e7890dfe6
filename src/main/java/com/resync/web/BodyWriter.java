package com.resync.web;

import java.io.IOException;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Writes a body as fast as its reader takes it. The container calls it by one thread at a
 * time.
 */
class BodyWriter implements WriteListener, AsyncListener {

	private static final Log logger = LogFactory.getLog(BodyWriter.class);

	private final AsyncContext context;

	private final int length;

	private byte @Nullable [] body;

	private final HeapShare heap;

	/**
	 * Creates a writer.
	 * @param heap has room taken in it for the body, which is given back at the end
	 */
	BodyWriter(AsyncContext context, byte[] body, HeapShare heap) {
		this.context = context;
		this.body = body;
		this.length = body.length;
		this.heap = heap;
	}

	/** However long it takes, as long as the reader goes on. */
	void start() throws IOException {
		this.context.setTimeout(0);
		this.context.addListener(this);
		this.context.getResponse().getOutputStream().setWriteListener(this);
	}

	/** Called again when the container has nothing left of what it was given. */
	@Override
	public void onWritePossible() throws IOException {
		ServletOutputStream output = this.context.getResponse().getOutputStream();
		while (output.isReady()) {
			byte[] body = this.body;
			if (body == null) {
				this.context.complete();
				return;
			}
			this.body = null;
			output.write(body);
		}
	}

	@Override
	public void onError(Throwable throwable) {
		logger.debug("The client has gone, or does not read", throwable);
		this.context.complete();
	}

	@Override
	public void onComplete(AsyncEvent event) {
		this.heap.giveBack(this.length);
	}

	@Override
	public void onTimeout(AsyncEvent event) {
	}

	@Override
	public void onError(AsyncEvent event) {
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
	}

}
