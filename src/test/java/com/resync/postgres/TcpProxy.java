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
 * An address in front of PostgreSQL, as a load balancer or a virtual address gives it.
 */
public final class TcpProxy implements AutoCloseable {

	private final ServerSocket listener;

	private final Queue<Socket> clients = new ConcurrentLinkedQueue<>();

	private volatile PostgresServer target;

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

	public String url() {
		return this.target.url().replaceFirst(":\\d+/", ":" + this.listener.getLocalPort() + "/");
	}

	/** Leads new connections to another server. */
	public void leadTo(PostgresServer other) {
		this.target = other;
	}

	/** Drops what comes over the connections that there are, and says nothing. */
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
			if (born == this.generation) {
				out.write(buffer, 0, length);
			}
		}
		out.close();
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
