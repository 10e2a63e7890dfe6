package com.resync.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks the programs of PostgreSQL from the class path into the temporary folder: once
 * for each machine, user and version. Other JVMs wait meanwhile.
 */
final class Binaries {

	static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

	private static final int EXECUTABLE = 0100;

	private Binaries() {
	}

	static Path unpacked(Path temporary, String user) throws IOException {
		String platform = platform();
		URL archive = Binaries.class.getResource("/postgres-" + platform + ".txz");
		if (archive == null) {
			throw new IllegalStateException("There is no PostgreSQL for " + platform
					+ " on the class path; Maven puts it there: ./mvnw test -Dtest=…");
		}
		String name = "postgres-%s-%s-%d".formatted(user, platform, archive.openConnection().getContentLengthLong());
		Path home = temporary.resolve(name);
		Path done = home.resolve(".done");
		Files.createDirectories(home);
		try (FileChannel channel = FileChannel.open(temporary.resolve(name + ".lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE)) {
			channel.lock();
			if (!Files.exists(done)) {
				unpack(archive, home);
				Files.createFile(done);
			}
		}
		return home;
	}

	private static String platform() {
		String os = WINDOWS ? "windows" : System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
		return os + (System.getProperty("os.arch").matches("aarch64|arm64") ? "-arm_64" : "-x86_64");
	}

	private static void unpack(URL archive, Path home) throws IOException {
		try (InputStream compressed = new BufferedInputStream(archive.openStream());
				TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(compressed))) {
			for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
				unpack(tar, entry, home.resolve(entry.getName()).normalize());
			}
		}
	}

	private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
		if (entry.isDirectory()) {
			Files.createDirectories(target);
			return;
		}
		Files.createDirectories(target.resolveSibling("."));
		Files.deleteIfExists(target);
		if (entry.isSymbolicLink()) {
			Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
			return;
		}
		Files.copy(tar, target);
		if ((entry.getMode() & EXECUTABLE) != 0 || entry.getName().contains("bin/")) {
			target.toFile().setExecutable(true, false);
		}
	}

}
