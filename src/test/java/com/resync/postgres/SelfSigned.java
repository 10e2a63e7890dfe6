package com.resync.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A new key with a self-signed certificate, made by the JDK's keytool.
 */
final class SelfSigned {

	private static final String PASSWORD = "password";

	private SelfSigned() {
	}

	/** Writes the files that PostgreSQL reads by default. */
	static void writeTo(Path folder) throws Exception {
		Path store = folder.resolve("server.p12");
		run(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-keyalg", "EC",
				"-alias", "server", "-dname", "CN=127.0.0.1", "-keystore", store.toString(), "-storepass", PASSWORD);
		KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
		Path key = folder.resolve("server.key");
		write(key, "PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
		onlyForItsOwner(key);
		write(folder.resolve("server.crt"), "CERTIFICATE", keys.getCertificate("server").getEncoded());
	}

	private static void run(String... command) throws Exception {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes());
		if (process.waitFor() != 0) {
			throw new IllegalStateException(List.of(command) + " failed:\n" + output);
		}
	}

	private static void write(Path file, String type, byte[] content) throws IOException {
		Files.writeString(file, "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(type,
				Base64.getMimeEncoder().encodeToString(content), type));
	}

	/** Otherwise PostgreSQL does not read a key. */
	private static void onlyForItsOwner(Path file) {
		file.toFile().setReadable(false, false);
		file.toFile().setReadable(true, true);
	}

}
