package com.resync.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.coyote.http11.Http11Nio2Protocol;
import org.apache.tomcat.util.net.Acceptor;
import org.apache.tomcat.util.net.Nio2Channel;
import org.apache.tomcat.util.net.Nio2Endpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over asynchronous channels, which need fewer system calls for a request than a
 * selector does. Two things are other than with Tomcat's own protocol of that kind:
 * connections are accepted by a thread of their own, however much there is to do, and
 * they are closed only when the client has, or a moment after it was told to. Closed with
 * something unread, a connection would be reset, and the client might lose the answer
 * (RFC 9112, section 9.6).
 */
public class LingeringHttp11Protocol extends Http11Nio2Protocol {

	/** Created by Tomcat, by name. */
	public LingeringHttp11Protocol() {
		super(new Endpoint());
	}

	private static final class Endpoint extends Nio2Endpoint {

		@Override
		protected Nio2Channel createChannel(SocketBufferHandler buffers) {
			return isSSLEnabled() ? super.createChannel(buffers) : new LingeringChannel(buffers);
		}

		@Override
		protected void startAcceptorThread() {
			this.acceptor = new Acceptor<>(this);
			Thread thread = new Thread(this.acceptor, getName() + "-Acceptor");
			thread.setDaemon(true);
			thread.start();
		}

		/** Called by the acceptor's thread, which is to go on accepting. */
		@Override
		protected boolean setSocketOptions(AsynchronousSocketChannel socket) {
			getExecutor().execute(() -> {
				if (!super.setSocketOptions(socket)) {
					closeSocket(socket);
				}
			});
			return true;
		}

	}

	private static final class LingeringChannel extends Nio2Channel {

		LingeringChannel(SocketBufferHandler buffers) {
			super(buffers);
		}

		@Override
		public void close(boolean force) throws IOException {
			try {
				this.sc.shutdownOutput();
				new Farewell(this.sc).read();
			}
			catch (IOException | IllegalStateException ex) {
				super.close(force); // A channel whose last read timed out reads no more.
			}
		}

	}

	/** Reads what still comes, to no purpose. */
	private static final class Farewell implements CompletionHandler<Integer, @Nullable Void> {

		private static final Log logger = LogFactory.getLog(Farewell.class);

		private static final long TIMEOUT = Duration.ofSeconds(1).toNanos();

		private final AsynchronousSocketChannel channel;

		private final ByteBuffer buffer = ByteBuffer.allocate(1024);

		private final long deadline = System.nanoTime() + TIMEOUT;

		Farewell(AsynchronousSocketChannel channel) {
			this.channel = channel;
		}

		void read() {
			this.channel.read(this.buffer.clear(), Math.max(1, this.deadline - System.nanoTime()), TimeUnit.NANOSECONDS,
					null, this);
		}

		@Override
		public void completed(Integer length, @Nullable Void attachment) {
			if (length < 0 || System.nanoTime() - this.deadline > 0) {
				close();
				return;
			}
			try {
				read();
			}
			catch (IllegalStateException ex) {
				close(); // The server has stopped.
			}
		}

		@Override
		public void failed(Throwable ex, @Nullable Void attachment) {
			close();
		}

		private void close() {
			try {
				this.channel.close();
			}
			catch (IOException ex) {
				logger.debug("The connection was closed already", ex);
			}
		}

	}

}
