package com.resync.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A fixed address in front of PostgreSQL, like that of a load balancer or a virtual IP.
 */
public final class TcpProxy implements AutoCloseable {

	private final ServerSocket listener;

	private final Queue<Socket> clients = new ConcurrentLinkedQueue<>();

	private volatile PostgresServer target;

	private volatile boolean pooler;

	/** Counts the times that connections were forgotten. */
	private volatile int generation;

	private TcpProxy(PostgresServer target) throws IOException {
		this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
		this.target = target;
		inBackground(this::accept);
	}

	public static TcpProxy to(PostgresServer target) throws IOException {
		return new TcpProxy(target);
	}

	/** Gives each client a process id of its own, as poolers do. */
	public TcpProxy asPooler() {
		this.pooler = true;
		return this;
	}

	public String url() {
		return this.target.url().replaceFirst(":\\d+/", ":" + this.listener.getLocalPort() + "/");
	}

	/** Connects new clients to another server. */
	public void leadTo(PostgresServer other) {
		this.target = other;
	}

	/**
	 * Discards, from now on, all that existing connections receive, without closing them.
	 */
	public void forgetConnections() {
		this.generation++;
	}

	private void accept() throws IOException {
		while (true) {
			Socket client = this.listener.accept();
			this.clients.add(client);
			Socket server = new Socket("127.0.0.1", this.target.port());
			int born = this.generation;
			inBackground(() -> copy(client.getInputStream(), server.getOutputStream(), born));
			inBackground(() -> copy(server.getInputStream(), client.getOutputStream(), born));
		}
	}

	private void copy(InputStream in, OutputStream out, int born) throws IOException {
		byte[] buffer = new byte[8192];
		for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
			if (this.pooler) {
				replaceProcessId(buffer, length);
			}
			if (born == this.generation) {
				out.write(buffer, 0, length);
			}
		}
		out.close();
	}

	/** That of a BackendKeyData message: K, its length of 12, and the id. */
	private static void replaceProcessId(byte[] buffer, int length) {
		for (int i = 0; i + 8 < length; i++) {
			if (buffer[i] == 'K' && buffer[i + 1] == 0 && buffer[i + 2] == 0 && buffer[i + 3] == 0
					&& buffer[i + 4] == 12) {
				buffer[i + 5] ^= 0x55;
			}
		}
	}

	private static void inBackground(Task task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (IOException ex) {
				// Closed.
			}
		});
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		for (Socket client : this.clients) {
			client.close();
		}
	}

	private interface Task {

		void run() throws IOException;

	}

}
