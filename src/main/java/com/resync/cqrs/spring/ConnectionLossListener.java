package com.resync.cqrs.spring;

/**
 * Told of each connection that a query lost, before the query runs again.
 */
public interface ConnectionLossListener {

	void connectionLost(Exception cause);

}
