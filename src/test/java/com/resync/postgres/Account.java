package com.resync.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The user that runs the server: PostgreSQL refuses to run as root, and as a user without
 * a name.
 */
final class Account {

	/** A user with only the rights that are granted to it. */
	private static final int NOBODY = 65534;

	/** Keeps the files' owner, where the kernel lets one have a user namespace. */
	private static final List<String> NAMESPACE = List.of("unshare", "-U", "--");

	/** Runs as another user; containers have the privileges for it. */
	private static final List<List<String>> SOMEBODY_ELSE = List.of(
			List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"),
			List.of("runuser", "-u", "nobody", "--"),
			List.of("su", "-s", "/bin/sh", "nobody", "-c", "exec \"$0\" \"$@\"", "--"));

	private Account() {
	}

	static String id() throws Exception {
		return Binaries.WINDOWS ? "windows" : String.valueOf(output(List.of("id", "-u")));
	}

	/**
	 * The prefix of a command that PostgreSQL needs to run.
	 * @param base an own folder to which it must be able to write
	 * @throws IllegalStateException if this machine has no such prefix
	 */
	static List<String> prefix(Path home, Path base) throws Exception {
		boolean root = "0".equals(id());
		if (Binaries.WINDOWS || (!root && output(List.of("id", "-un")) != null)) {
			return List.of();
		}
		if (runs(NAMESPACE, home, base)) {
			return NAMESPACE;
		}
		if (root) {
			Files.setAttribute(base, "unix:uid", NOBODY);
			Files.setAttribute(base, "unix:gid", NOBODY);
			for (List<String> way : SOMEBODY_ELSE) {
				if (runs(way, home, base)) {
					return way;
				}
			}
		}
		throw new IllegalStateException("PostgreSQL runs neither as root nor as a user without a name, and none of"
				+ " unshare, setpriv, runuser and su makes another user of us who can read " + home + " and write "
				+ base);
	}

	private static boolean runs(List<String> way, Path home, Path base) throws Exception {
		List<String> probe = new ArrayList<>(way);
		probe.addAll(List.of("sh", "-c", "test \"$(id -u)\" != 0 && id -un && test -w \"$1\" && \"$2\" --version", "sh",
				base.toString(), home.resolve("bin/postgres").toString()));
		String output = output(probe);
		return output != null && output.contains("PostgreSQL");
	}

	/** The output of a command, {@code null} if it fails or does not exist. */
	private static @Nullable String output(List<String> command) throws InterruptedException {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			process.getOutputStream().close();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
			return (process.waitFor() == 0) ? output : null;
		}
		catch (IOException ex) {
			return null;
		}
	}

}
