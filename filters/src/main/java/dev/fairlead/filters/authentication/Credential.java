package dev.fairlead.filters.authentication;

/**
 * Someone who may use the proxy.
 *
 * @param name of the user, or what the operator calls the token
 * @param bearer whether it is a token (Bearer) and not a password (Basic)
 */
public record Credential(String name, boolean bearer, Secret secret) {}
