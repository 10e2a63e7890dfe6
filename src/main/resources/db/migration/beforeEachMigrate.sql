-- While a migration waits for a lock, all requests to the table wait behind it. So it fails soon, and the start with it.
SET LOCAL lock_timeout = '2s';
