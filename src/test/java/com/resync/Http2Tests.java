package com.resync;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.http.HttpServletResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The service over HTTP/2, without TLS.
 */
@TestPropertySource(properties = "server.http2.enabled=true")
@ExtendWith(OutputCaptureExtension.class)
class Http2Tests extends HttpTests {

	private static final int DATA = 0;

	private static final int HEADERS = 1;

	private static final int RST_STREAM = 3;

	private static final int SETTINGS = 4;

	private static final int PING = 6;

	private static final int GOAWAY = 7;

	private static final int END_STREAM = 1;

	private static final int END_HEADERS = 4;

	private static final int PADDED = 8;

	private final HttpClient client = HttpClient.newBuilder().version(Version.HTTP_2).build();

	/** Later requests need no upgrade. */
	@BeforeEach
	void connectByHttp2() throws Exception {
		assertThat(send(request("/items").GET()).version()).isEqualTo(Version.HTTP_2);
	}

	@Override
	HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	@Test
	void itemIsCreated() throws Exception {
		HttpResponse<String> created = post("{\"name\":\"x\"}");
		assertThat(created.version()).isEqualTo(Version.HTTP_2);
		assertThat(get(header(created, "Location")).statusCode()).isEqualTo(200);
	}

	/** The frames are those of RFC 9113, section 6. */
	@ParameterizedTest
	@ValueSource(strings = { "reset", "reset-async", "reset-idle", "close", "close-async" })
	void clientThatCancelsADownloadIsNotLogged(String how, CapturedOutput output) throws Exception {
		Downloads.failed = new CountDownLatch(1);
		try (Socket client = connect()) {
			open(client, "GET", "/downloads" + how.replaceFirst("[a-z]*-?", "/"));
			while (frame(client) != DATA) {
				// Settings and headers.
			}
			if (how.startsWith("reset")) {
				send(client, RST_STREAM, 0, 1, new byte[] { 0, 0, 0, 8 });
				assertThat(Downloads.failed.await(30, TimeUnit.SECONDS)).isTrue();
				send(client, PING, 0, 0, new byte[8]);
				while (frame(client) != PING) {
					// Data that was sent before.
				}
			}
		}
		assertThat(Downloads.failed.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(get("/items").statusCode()).isEqualTo(200);
		assertThat(output).doesNotContain("ERROR", "WARN", "\tat ");
	}

	@Test
	void badPaddingIsNotLogged(CapturedOutput output) throws Exception {
		try (Socket client = connect()) {
			open(client, "POST", "/items");
			send(client, DATA, PADDED, 1, new byte[] { 9, '{' });
			while (frame(client) != GOAWAY) {
				// Settings.
			}
		}
		assertThat(get("/items").statusCode()).isEqualTo(200);
		assertThat(output).doesNotContain("ERROR", "WARN", "\tat ");
	}

	/** If it is written asynchronously. Otherwise Tomcat ends the stream. */
	@Test
	void failureAfterTheBeginOfTheResponseResetsItsStream(CapturedOutput output) {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> get("/downloads/breaks"));
		Awaitility.await().until(() -> output.getOut().contains("the late reason"));
	}

	private static void open(Socket client, String method, String path) throws IOException {
		client.setSoTimeout(30_000);
		client.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		send(client, SETTINGS, 0, 0, new byte[0]);
		ByteArrayOutputStream headers = new ByteArrayOutputStream();
		headers.write(method.equals("GET") ? 0x82 : 0x83);
		headers.write(0x86); // http
		literal(headers, new byte[] { 0x04 }, path);
		literal(headers, new byte[] { 0x01 }, "localhost");
		literal(headers, new byte[] { 0x0f, 0x10 }, "application/json");
		send(client, HEADERS, method.equals("GET") ? END_HEADERS | END_STREAM : END_HEADERS, 1, headers.toByteArray());
	}

	/** A header by its number in the table of HPACK (RFC 7541, section 6.2.2). */
	private static void literal(ByteArrayOutputStream headers, byte[] name, String value) {
		headers.writeBytes(name);
		headers.write(value.length());
		headers.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
	}

	private static void send(Socket client, int type, int flags, int stream, byte[] payload) throws IOException {
		client.getOutputStream()
			.write(ByteBuffer.allocate(9 + payload.length)
				.putShort((short) 0)
				.put((byte) payload.length)
				.put((byte) type)
				.put((byte) flags)
				.putInt(stream)
				.put(payload)
				.array());
	}

	/** The type of the next frame. */
	private static int frame(Socket client) throws IOException {
		DataInputStream input = new DataInputStream(client.getInputStream());
		int length = (input.readUnsignedShort() << 8) + input.readUnsignedByte();
		int type = input.readUnsignedByte();
		input.readFully(new byte[5 + length]);
		return type;
	}

	@TestConfiguration(proxyBeanMethods = false)
	@Import(Downloads.class)
	static class Other {

	}

	@RestController
	static class Downloads {

		static volatile CountDownLatch failed = new CountDownLatch(1);

		@GetMapping("/downloads/")
		void download(HttpServletResponse response) throws IOException {
			write(response.getOutputStream());
		}

		@GetMapping("/downloads/async")
		StreamingResponseBody async() {
			return Downloads::write;
		}

		@GetMapping("/downloads/idle")
		ResponseBodyEmitter idle() throws IOException {
			ResponseBodyEmitter emitter = new ResponseBodyEmitter();
			emitter.onCompletion(failed::countDown);
			emitter.send("first");
			return emitter;
		}

		private static void write(OutputStream output) throws IOException {
			try {
				while (true) {
					output.write(new byte[1000]);
					output.flush();
				}
			}
			finally {
				failed.countDown();
			}
		}

		@GetMapping("/downloads/breaks")
		StreamingResponseBody breaksAsync() {
			return (output) -> {
				output.write(new byte[100_000]);
				throw new IllegalStateException("the late reason");
			};
		}

	}

	@ParameterizedTest
	@ValueSource(ints = { 65_537, 200_000, 20_000_000 })
	void bodyOverTheLimitIsRefusedAndTheClientReceivesIt(int size) throws Exception {
		byte[] large = "x".repeat(size).getBytes(StandardCharsets.UTF_8);
		for (HttpRequest.BodyPublisher body : new HttpRequest.BodyPublisher[] { BodyPublishers.ofByteArray(large),
				BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)) }) {
			HttpResponse<String> response = send(
					request("/items").header("Content-Type", "application/json").POST(body));
			assertThat(response.version()).isEqualTo(Version.HTTP_2);
			assertProblem(response, 413, "about:blank", "/items");
		}
	}

}
