package com.resync.web;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import com.sun.management.OperatingSystemMXBean;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The threads that serve requests. There are few, as many as the processors can keep
 * busy, since more would only be in each other's way. Where requests queue while the
 * processors have little to do, the threads wait for something else, such as a database:
 * then there are more, up to a limit, until they are not needed any more.
 */
class RequestExecutor extends ThreadPoolExecutor {

	/** After which the number of threads is looked at, in nanoseconds. */
	private static final long INTERVAL = Duration.ofMillis(100).toNanos();

	/**
	 * A task that has waited for so long, in nanoseconds, was not just part of a burst.
	 */
	private static final long QUEUED = Duration.ofMillis(20).toNanos();

	private static final ThreadLocal<@Nullable Task> CURRENT = new ThreadLocal<>();

	private final int minThreads;

	private final int maxThreads;

	private final ScheduledExecutorService sizing = Executors
		.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("http-sizing-"));

	RequestExecutor(int minThreads, int maxThreads) {
		super(Math.min(minThreads, maxThreads), Math.min(minThreads, maxThreads), 0, TimeUnit.NANOSECONDS,
				new LinkedBlockingQueue<>(), new CustomizableThreadFactory("http-"));
		this.minThreads = getCorePoolSize();
		this.maxThreads = maxThreads;
		this.sizing.scheduleAtFixedRate(new Sizing(), INTERVAL, INTERVAL, TimeUnit.NANOSECONDS);
	}

	@Override
	public void execute(Runnable task) {
		super.execute(new Task(task));
	}

	@Override
	protected void terminated() {
		this.sizing.shutdownNow();
	}

	/**
	 * For how long what this thread does now has waited for it, in nanoseconds; 0 on any
	 * other thread.
	 */
	static long waited() {
		Task task = CURRENT.get();
		return (task != null) ? task.waited : 0;
	}

	private static final class Task implements Runnable {

		private final Runnable task;

		private final long queued = System.nanoTime();

		private long waited;

		Task(Runnable task) {
			this.task = task;
		}

		@Override
		public void run() {
			this.waited = age();
			CURRENT.set(this);
			try {
				this.task.run();
			}
			finally {
				CURRENT.remove();
			}
		}

		private long age() {
			return System.nanoTime() - this.queued;
		}

	}

	/** Gives the pool its size anew, after each interval. */
	private final class Sizing implements Runnable {

		private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

		private long time = System.nanoTime();

		private long processorTime = this.system.getProcessCpuTime();

		@Override
		public void run() {
			double load = load();
			int threads = getCorePoolSize();
			if (load < 0.4 && getQueue().peek() instanceof Task next && next.age() > QUEUED) {
				int more = Math.min(2 * threads, RequestExecutor.this.maxThreads);
				setMaximumPoolSize(more);
				setCorePoolSize(more);
			}
			else if (load > 0.9 || getActiveCount() <= threads / 2) {
				int fewer = Math.max(threads - 1 - threads / 8, RequestExecutor.this.minThreads);
				setCorePoolSize(fewer);
				setMaximumPoolSize(fewer);
			}
		}

		/**
		 * The share of the processors that this process has used in the last interval.
		 */
		private double load() {
			long time = System.nanoTime();
			long processorTime = this.system.getProcessCpuTime();
			double load = (double) (processorTime - this.processorTime)
					/ ((time - this.time) * this.system.getAvailableProcessors());
			this.time = time;
			this.processorTime = processorTime;
			return load;
		}

	}

}
