package dev.fairlead.engine.connection.tls;

import java.nio.file.Path;

/**
 * Where a certificate lies.
 *
 * @param certificate PEM file, the chain with the leaf first
 * @param key PEM file, PKCS #8
 */
public record CertificateFiles(Path certificate, Path key) {}
