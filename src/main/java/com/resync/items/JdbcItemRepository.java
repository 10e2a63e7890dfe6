package com.resync.items;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Stores items in PostgreSQL. A precondition is part of the statement that makes the
 * change: PostgreSQL checks it again when it has locked the row.
 */
class JdbcItemRepository implements ItemRepository, InfoContributor {

	private static final String COLUMNS = "id, version, created_at, updated_at, name, description";

	private static final String ALLOWED = """
			id = :id AND (:matchAll OR version::text = ANY(:match))
			AND NOT (:noneMatchAll OR version::text = ANY(:noneMatch))
			""";

	private final JdbcClient jdbc;

	JdbcItemRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public void add(Item item) {
		this.jdbc.sql("INSERT INTO item (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?)")
			.param(item.id())
			.param(item.version())
			.param(item.createdAt().atOffset(ZoneOffset.UTC))
			.param(item.updatedAt().atOffset(ZoneOffset.UTC))
			.param(item.data().name())
			.param(item.data().description())
			.update();
	}

	@Override
	public Optional<Item> find(UUID id) {
		return this.jdbc.sql("SELECT " + COLUMNS + " FROM item WHERE id = :id")
			.param("id", id)
			.query(JdbcItemRepository::item)
			.optional();
	}

	@Override
	public List<Item> list(@Nullable UUID after, int limit) {
		String following = (after != null) ? "WHERE id > :after" : "";
		return this.jdbc.sql("SELECT " + COLUMNS + " FROM item " + following + " ORDER BY id LIMIT :limit")
			.param("after", after)
			.param("limit", limit)
			.query(JdbcItemRepository::item)
			.list();
	}

	@Override
	public Optional<Item> update(UUID id, ItemData data, Precondition precondition) {
		StatementSpec update = this.jdbc.sql("""
				UPDATE item
				SET version = version + 1, updated_at = :updatedAt, name = :name, description = :description
				WHERE""" + " " + ALLOWED + "RETURNING " + COLUMNS)
			.param("updatedAt", Item.now().atOffset(ZoneOffset.UTC))
			.param("name", data.name())
			.param("description", data.description());
		return change(update, id, precondition);
	}

	@Override
	public Optional<Item> remove(UUID id, Precondition precondition) {
		return change(this.jdbc.sql("DELETE FROM item WHERE " + ALLOWED + "RETURNING " + COLUMNS), id, precondition);
	}

	/** If nothing changed, finds out whether the item is absent or not allowed. */
	private Optional<Item> change(StatementSpec change, UUID id, Precondition precondition) {
		Optional<Item> changed = change.param("id", id)
			.param("matchAll", precondition.match().all())
			.param("match", precondition.match().listed().toArray(String[]::new))
			.param("noneMatchAll", precondition.noneMatch().all())
			.param("noneMatch", precondition.noneMatch().listed().toArray(String[]::new))
			.query(JdbcItemRepository::item)
			.optional();
		if (changed.isEmpty()) {
			find(id).ifPresent((item) -> {
				throw new VersionConflictException(item);
			});
		}
		return changed;
	}

	private static Item item(ResultSet row, int number) throws SQLException {
		return new Item(row.getObject("id", UUID.class), row.getLong("version"), instant(row, "created_at"),
				instant(row, "updated_at"), new ItemData(row.getString("name"), row.getString("description")));
	}

	private static Instant instant(ResultSet row, String column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

	@Override
	public void contribute(Info.Builder info) {
		info.withDetail("items", "in PostgreSQL");
	}

}
