package dev.fairlead.app.conformance;

import java.util.List;
import java.util.Map;

/**
 * What a client got for one request: the last status, the interim ones before it, the body's length
 * and digest, and the trailer fields by lower-case name.
 */
record Answer(
    int status, List<Integer> interim, long bytes, String sha256, Map<String, String> trailers) {}
