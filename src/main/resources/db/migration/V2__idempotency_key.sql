-- Written in the transaction of the command that carries the key.
CREATE TABLE idempotency_key (
    command     text        NOT NULL,
    key         text        NOT NULL,
    fingerprint bytea       NOT NULL,
    -- NULL until the command has run, which no other transaction ever sees.
    result      text,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (command, key)
);

CREATE INDEX idempotency_key_created_at ON idempotency_key (created_at);
