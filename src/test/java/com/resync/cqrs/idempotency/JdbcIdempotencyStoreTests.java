package com.resync.cqrs.idempotency;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import com.resync.postgres.WithPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@SpringBootTest(webEnvironment = WebEnvironment.NONE)
class JdbcIdempotencyStoreTests implements WithPostgres {

	private final AtomicInteger runs = new AtomicInteger();

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private PlatformTransactionManager transactionManager;

	@BeforeEach
	void clear() {
		this.jdbc.sql("DELETE FROM idempotency_key").update();
	}

	@Test
	void answerIsKeptAsItWas() {
		Receipt first = pay("key", 1, Duration.ofHours(24));
		assertThat(pay("key", 1, Duration.ofHours(24))).isEqualTo(first);
		assertThat(this.runs).hasValue(1);
	}

	@Test
	void otherPayloadIsRefused() {
		pay("key", 1, Duration.ofHours(24));
		assertThatExceptionOfType(IdempotencyKeyReusedException.class)
			.isThrownBy(() -> pay("key", 2, Duration.ofHours(24)));
	}

	@Test
	void keyThatHasLapsedIsFreeAgain() {
		pay("key", 1, Duration.ZERO);
		assertThat(pay("key", 2, Duration.ZERO)).isEqualTo(new Receipt(2, 2));
		assertThat(pay("key", 2, Duration.ofHours(24))).isEqualTo(new Receipt(2, 2));
	}

	@Test
	void keysThatHaveLapsedAreRemoved() {
		for (int i = 0; i < 10; i++) {
			pay("key-" + i, i, Duration.ofHours(24));
		}
		assertThat(kept()).isEqualTo(10);
		for (int i = 10; i < 20; i++) {
			pay("key-" + i, i, Duration.ZERO);
		}
		assertThat(kept()).isLessThanOrEqualTo(2);
	}

	@Test
	void keyIsUnusedIfTheTransactionIsRolledBack() {
		assertThatIllegalStateException()
			.isThrownBy(() -> new TransactionTemplate(this.transactionManager).executeWithoutResult((transaction) -> {
				store(Duration.ofHours(24)).once(new Pay(1), new IdempotencyKey("key"), () -> new Receipt(1, 1));
				throw new IllegalStateException("after the answer");
			}));
		assertThat(pay("key", 2, Duration.ofHours(24))).isEqualTo(new Receipt(2, 1));
	}

	@Test
	void failureLeavesTheKeyUnusedOutsideOfATransactionToo() {
		assertThatIllegalStateException()
			.isThrownBy(() -> store(Duration.ofHours(24)).<Receipt>once(new Pay(1), new IdempotencyKey("key"), () -> {
				throw new IllegalStateException("refused");
			}));
		assertThat(pay("key", 2, Duration.ofHours(24))).isEqualTo(new Receipt(2, 1));
	}

	private Receipt pay(String key, int amount, Duration retention) {
		Receipt receipt = new TransactionTemplate(this.transactionManager).execute((transaction) -> store(retention)
			.once(new Pay(amount), new IdempotencyKey(key), () -> new Receipt(amount, this.runs.incrementAndGet())));
		assertThat(receipt).isNotNull();
		return receipt;
	}

	private IdempotencyStore store(Duration retention) {
		return new JdbcIdempotencyStore(this.jdbc, this.transactionManager, new JsonMapper(), retention);
	}

	private int kept() {
		return this.jdbc.sql("SELECT count(*) FROM idempotency_key").query(Integer.class).single();
	}

	record Pay(int amount) implements IdempotentCommand<Receipt> {

		@Override
		public IdempotencyKey idempotencyKey() {
			return new IdempotencyKey("unused");
		}

		@Override
		public Integer payload() {
			return this.amount;
		}

	}

	record Receipt(int amount, int run) {
	}

}
