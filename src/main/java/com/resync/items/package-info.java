/**
 * Items: created, read, listed, changed and deleted. One file per use case: the message
 * with its handler inside.
 */
@NullMarked
package com.resync.items;

import org.jspecify.annotations.NullMarked;
