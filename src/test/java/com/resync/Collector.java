package com.resync;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A server that receives traces, logs and metrics by OTLP, and stores the requests.
 */
final class Collector implements AutoCloseable {

	private final Queue<String> received = new ConcurrentLinkedQueue<>();

	private final HttpServer server;

	private Collector(HttpServer server) {
		this.server = server;
	}

	static Collector start() {
		try {
			Collector collector = new Collector(
					HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
			collector.server.createContext("/", collector::receive);
			// From a daemon thread, so that its own is one too and keeps no JVM alive.
			ForkJoinPool.commonPool().execute(collector.server::start);
			return collector;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void receive(HttpExchange exchange) throws IOException {
		this.received.add(exchange.getRequestURI() + "\n"
				+ new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
		exchange.sendResponseHeaders(200, -1);
		exchange.close();
	}

	String url(String path) {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + path;
	}

	/** All bodies that a path has received, with each byte read as a character. */
	String received(String path) {
		StringBuilder all = new StringBuilder();
		this.received.stream().filter((request) -> request.startsWith(path + "\n")).forEach(all::append);
		return all.toString();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
