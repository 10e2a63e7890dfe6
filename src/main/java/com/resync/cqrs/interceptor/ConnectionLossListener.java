package com.resync.cqrs.interceptor;

/**
 * Told of each connection that a query lost, before the query runs again.
 */
public interface ConnectionLossListener {

	void connectionLost(Exception cause);

}
