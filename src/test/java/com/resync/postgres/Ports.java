package com.resync.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that start later, or start again.
 */
public final class Ports {

	/** Below those that systems give to outgoing connections. */
	private static final int FIRST = 10_000;

	private static final int LAST = 30_000;

	private Ports() {
	}

	/** A port of the loopback interface on which nothing listens now. */
	public static int free() {
		while (true) {
			int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return socket.getLocalPort();
			}
			catch (IOException ex) {
				// In use: another one.
			}
		}
	}

}
