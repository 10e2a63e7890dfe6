package com.resync.web;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The threads that serve requests. There are few, as many as the processors can keep
 * busy, until all of them wait for something else, such as a database: then there are
 * more, up to a limit, and those that have nothing to do end after a minute.
 */
class RequestExecutor extends ThreadPoolExecutor {

	/** Where all threads are busy and no task was begun for so long, they wait. */
	private static final long STUCK = Duration.ofMillis(20).toNanos();

	private static final ThreadLocal<@Nullable Task> CURRENT = new ThreadLocal<>();

	/** As of {@link System#nanoTime()}. */
	private volatile long lastBegin = System.nanoTime();

	RequestExecutor(int threads, int maxThreads) {
		super(Math.min(threads, maxThreads), maxThreads, 1, TimeUnit.MINUTES, new Backlog(),
				new CustomizableThreadFactory("http-"), RequestExecutor::enqueue);
		((Backlog) getQueue()).executor = this;
	}

	@Override
	public void execute(Runnable task) {
		super.execute(new Task(task));
	}

	private boolean isStuck() {
		return System.nanoTime() - this.lastBegin > STUCK && getActiveCount() >= getPoolSize();
	}

	/** The backlog has asked for another thread, and there are as many as may be. */
	private static void enqueue(Runnable task, ThreadPoolExecutor executor) {
		if (executor.isShutdown()) {
			throw new RejectedExecutionException("Stopped");
		}
		((Backlog) executor.getQueue()).enqueue(task);
	}

	/**
	 * For how long what this thread does now has waited for it, in nanoseconds; 0 on any
	 * other thread.
	 */
	static long waited() {
		Task task = CURRENT.get();
		return (task != null) ? task.waited : 0;
	}

	private final class Task implements Runnable {

		private final Runnable task;

		private final long queued = System.nanoTime();

		private long waited;

		Task(Runnable task) {
			this.task = task;
		}

		@Override
		public void run() {
			long now = System.nanoTime();
			RequestExecutor.this.lastBegin = now;
			this.waited = now - this.queued;
			CURRENT.set(this);
			try {
				this.task.run();
			}
			finally {
				CURRENT.remove();
			}
		}

	}

	/** Refuses a task, upon which another thread is begun for it, while all wait. */
	private static final class Backlog extends LinkedBlockingQueue<Runnable> {

		private static final long serialVersionUID = 1L;

		private transient @Nullable RequestExecutor executor;

		@Override
		public boolean offer(Runnable task) {
			return (this.executor == null || !this.executor.isStuck()) && enqueue(task);
		}

		boolean enqueue(Runnable task) {
			return super.offer(task);
		}

	}

}
