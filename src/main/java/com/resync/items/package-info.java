/**
 * Items: created, read, kept. One file per use case: the message with its handler inside.
 */
@NullMarked
package com.resync.items;

import org.jspecify.annotations.NullMarked;
