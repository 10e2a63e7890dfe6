package com.resync.cqrs.interceptor;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import com.resync.cqrs.Command;
import com.resync.cqrs.HandlerTable;
import com.resync.cqrs.Query;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetryInterceptorTests {

	private final AtomicInteger attempts = new AtomicInteger();

	private Supplier<String> work = () -> "done";

	private final HandlerTable table = HandlerTable.builder()
		.command(Change.class, (change) -> attempt())
		.query(Ask.class, (ask) -> attempt())
		.interceptor("retry", new RetryInterceptor(new TransactionPhases(), new DefaultListableBeanFactory(), true))
		.build();

	@Test
	void messageThatLostAgainstOthersRunsAgain() {
		failing(3, new CannotAcquireLockException("40001"));
		assertThat(this.table.dispatch(new Change())).isEqualTo("done");
		assertThat(this.attempts).hasValue(4);
		this.attempts.set(0);
		assertThat(this.table.dispatch(new Ask())).isEqualTo("done");
	}

	@Test
	void messageThatLosesOnIsGivenUpWithWhatWasThrown() {
		CannotAcquireLockException failure = new CannotAcquireLockException("40P01");
		failing(100, failure);
		assertThatThrownBy(() -> this.table.dispatch(new Change())).isSameAs(failure);
		assertThat(this.attempts).hasValue(4);
	}

	@Test
	void otherFailureIsNotRepeated() {
		IllegalStateException failure = new IllegalStateException("refused");
		failing(100, failure);
		assertThatThrownBy(() -> this.table.dispatch(new Change())).isSameAs(failure);
		assertThat(this.attempts).hasValue(1);
	}

	@Test
	void lostConnectionIsForgivenToAQueryOnly() {
		DataAccessResourceFailureException failure = new DataAccessResourceFailureException("57P01");
		failing(1, failure);
		assertThatThrownBy(() -> this.table.dispatch(new Change())).isSameAs(failure);
		this.attempts.set(0);
		assertThat(this.table.dispatch(new Ask())).isEqualTo("done");
	}

	@Test
	void connectionThatCannotBeHadIsNotWaitedForAgain() {
		failing(1, new CannotGetJdbcConnectionException("none", new SQLException()));
		assertThatExceptionOfType(CannotGetJdbcConnectionException.class)
			.isThrownBy(() -> this.table.dispatch(new Ask()));
		assertThat(this.attempts).hasValue(1);
	}

	@Test
	void nestedMessageLeavesTheRepetitionToTheOutermost() {
		failing(1, new CannotAcquireLockException("40001"));
		TransactionSynchronizationManager.initSynchronization();
		TransactionSynchronizationManager.setActualTransactionActive(true);
		try {
			assertThatExceptionOfType(CannotAcquireLockException.class)
				.isThrownBy(() -> this.table.dispatch(new Change()));
		}
		finally {
			TransactionSynchronizationManager.clear();
		}
		assertThat(this.attempts).hasValue(1);
	}

	private void failing(int times, RuntimeException failure) {
		this.work = () -> {
			if (this.attempts.get() <= times) {
				throw failure;
			}
			return "done";
		};
	}

	private String attempt() {
		this.attempts.incrementAndGet();
		return this.work.get();
	}

	record Change() implements Command<String> {
	}

	record Ask() implements Query<String> {
	}

}
